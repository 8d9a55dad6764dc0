import { Button } from '@mantine/core';
import { useForm } from '@mantine/form';

import { useClient } from '../../../session/session-context.ts';
import { errorCode } from '../../../ui/error-code.ts';
import { Failure } from '../../../ui/failure.tsx';
import { useInitialFocus } from '../../../ui/use-initial-focus.ts';
import { useSubmit } from '../../../ui/use-submit.ts';
import classes from '../entry-page.module.css';
import { NewPasswordInput } from '../new-password-input.tsx';
import { newPasswordProblem, weakPasswordText } from '../password-hint.ts';
import { linksMessages as texts } from './links.messages.ts';

interface NewPasswordFormProps {
  token: string;
  onSet: () => void;
  onExpired: () => void;
}

export function NewPasswordForm({ token, onSet, onExpired }: NewPasswordFormProps) {
  const client = useClient();
  const first = useInitialFocus<HTMLInputElement>();
  const form = useForm({ initialValues: { password: '' }, validate: { password: newPasswordProblem } });
  const focus = () => form.getInputNode('password')?.focus();
  const reset = useSubmit(
    ({ password }: { password: string }) => client.call('password.reset', { token, password }).then(onSet),
    (failure) => {
      if (errorCode(failure) === 'link_expired') return onExpired();
      const weakness = weakPasswordText(failure);
      if (weakness !== null) form.setFieldError('password', weakness);
      focus();
    },
  );
  return (
    <form className={classes.form} noValidate onSubmit={form.onSubmit(reset.submit, focus)}>
      <NewPasswordInput {...form.getInputProps('password')} ref={first} name="password" label={texts.newPassword} />
      {errorCode(reset.error) !== 'weak_password' && <Failure error={reset.error} />}
      <Button type="submit" size="sm" fullWidth className={classes.submit} loading={reset.isSending}>
        {texts.setPassword}
      </Button>
    </form>
  );
}
