import { PasswordInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';

import { LIMITS } from '#contracts';

import { useMe } from '../../../session/session-context.ts';
import { DialogButtons } from '../../../ui/dialog-buttons.tsx';
import { errorCode } from '../../../ui/error-code.ts';
import { Failure } from '../../../ui/failure.tsx';
import { useInitialFocus } from '../../../ui/use-initial-focus.ts';
import { useSubmit } from '../../../ui/use-submit.ts';
import { useMayLackPassword } from '../use-may-lack-password.ts';
import { twoFactorMessages as texts } from './two-factor.messages.ts';

interface PasswordStepProps {
  /** Empty for none. Rejects with `invalid_credentials`. */
  onPassword: (password: string) => Promise<unknown>;
  onCancel: () => void;
}

/** An empty password stands for none: whether there is one is for the server to say. */
export function PasswordStep({ onPassword, onCancel }: PasswordStepProps) {
  const me = useMe();
  const mayLackPassword = useMayLackPassword();
  const input = useInitialFocus<HTMLInputElement>();
  const [password, setPassword] = useState('');
  const { submit, isSending, error } = useSubmit(onPassword, () => input.current?.select());
  const send = (event: FormEvent) => {
    event.preventDefault();
    submit(password);
  };
  const isWrong = errorCode(error) === 'invalid_credentials';
  return (
    <form noValidate onSubmit={send}>
      <p>{texts.passwordText}</p>
      {/* For password managers: whose password it is. */}
      <input type="email" name="email" autoComplete="username" value={me.email} readOnly hidden />
      <PasswordInput
        ref={input}
        name="password"
        autoComplete="current-password"
        maxLength={LIMITS.passwordMaxLength}
        label={texts.password}
        description={mayLackPassword ? texts.passwordNone : undefined}
        error={isWrong ? texts.passwordWrong : undefined}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        visibilityToggleButtonProps={{ 'aria-label': texts.showPassword }}
      />
      {!isWrong && <Failure error={error} />}
      <DialogButtons label={texts.continue} isSending={isSending} onCancel={onCancel} />
    </form>
  );
}
