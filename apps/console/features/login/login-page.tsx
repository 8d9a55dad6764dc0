import { useState } from 'react';

import { CodeStep } from './code-step.tsx';
import { ForgotStep } from './forgot-step.tsx';
import { PasswordStep } from './password-step.tsx';
import { SsoStep } from './sso-step.tsx';
import { useSignInError } from './use-sign-in-error.ts';
import type { Credentials } from './validate-login.ts';

type Step =
  | { name: 'password' }
  /** The password was right: now the second factor. */
  | { name: 'code'; credentials: Credentials }
  | { name: 'sso' | 'forgot' };

/** Signing in, step by step, in place of whatever page was asked for. The address is typed once. */
export function LoginPage() {
  const [step, setStep] = useState<Step>({ name: 'password' });
  const [email, setEmail] = useState('');
  const failure = useSignInError();
  const back = () => setStep({ name: 'password' });

  switch (step.name) {
    case 'password':
      return (
        <PasswordStep
          email={email}
          earlierFailure={failure.error}
          onEmail={setEmail}
          onCodeNeeded={(credentials) => setStep({ name: 'code', credentials })}
          onOther={(name) => {
            failure.clear();
            setStep({ name });
          }}
        />
      );
    case 'code':
      return <CodeStep credentials={step.credentials} onBack={back} />;
    case 'sso':
      return <SsoStep email={email} onEmail={setEmail} onBack={back} />;
    case 'forgot':
      return <ForgotStep email={email} onEmail={setEmail} onBack={back} />;
  }
}
