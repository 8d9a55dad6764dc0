import { Alert, Button, PasswordInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconClockOff } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';

import { useClient } from '../../session/session-context.ts';
import { errorCode } from '../../ui/error-code.ts';
import { Failure } from '../../ui/failure.tsx';
import { useSubmit } from '../../ui/use-submit.ts';
import { EmailInput } from './email-input.tsx';
import { EntryPage } from './entry-page.tsx';
import classes from './entry-page.module.css';
import { loginMessages as texts } from './login.messages.ts';
import { validateLogin, type Credentials } from './validate-login.ts';

interface PasswordStepProps {
  email: string;
  earlierFailure: unknown;
  onEmail: (email: string) => void;
  onCodeNeeded: (credentials: Credentials) => void;
  onOther: (step: 'sso' | 'forgot') => void;
}

export function PasswordStep({ email, earlierFailure, onEmail, onCodeNeeded, onOther }: PasswordStepProps) {
  const client = useClient();
  const emailRef = useRef<HTMLInputElement>(null);
  const passwordRef = useRef<HTMLInputElement>(null);
  const form = useForm<Credentials>({
    mode: 'uncontrolled',
    initialValues: { email, password: '' },
    validate: validateLogin,
  });
  // A login that succeeds needs no answer: the session gate shows the console.
  const login = useSubmit(
    async (typed: Credentials) => {
      const credentials = { ...typed, email: typed.email.trim() };
      onEmail(credentials.email);
      await client.login(credentials.email, credentials.password).catch((failure: unknown) => {
        if (errorCode(failure) !== 'two_factor_required') throw failure;
        onCodeNeeded(credentials);
      });
    },
    () => passwordRef.current?.select(),
  );
  const go = (step: 'sso' | 'forgot') => () => {
    onEmail(form.getValues().email.trim());
    onOther(step);
  };
  const focusFirst = (errors: object) => form.getInputNode(Object.keys(errors)[0] ?? '')?.focus();
  useEffect(() => (emailRef.current?.value === '' ? emailRef : passwordRef).current?.focus(), []);

  return (
    <EntryPage documentTitle={texts.documentTitle} title={texts.title} subtitle={texts.subtitle}>
      {client.isSessionOver && login.error === null && (
        <Alert color="gray" p="xs" icon={<IconClockOff size={18} />}>
          {texts.sessionOver}
        </Alert>
      )}
      <form className={classes.form} noValidate onSubmit={form.onSubmit(login.submit, focusFirst)}>
        <EmailInput {...form.getInputProps('email')} ref={emailRef} />
        <PasswordInput
          {...form.getInputProps('password')}
          ref={passwordRef}
          name="password"
          autoComplete="current-password"
          label={texts.password}
          visibilityToggleButtonProps={{ 'aria-label': texts.showPassword }}
        />
        <Failure error={login.error ?? earlierFailure} />
        <Button type="submit" size="sm" fullWidth className={classes.submit} loading={login.isSending}>
          {texts.submit}
        </Button>
      </form>
      <button type="button" className={classes.link} onClick={go('forgot')}>
        {texts.forgot}
      </button>
      <div className={classes.or}>{texts.or}</div>
      <Button variant="default" size="sm" fullWidth onClick={go('sso')}>
        {texts.bySso}
      </Button>
    </EntryPage>
  );
}
