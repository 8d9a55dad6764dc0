import { Button, PasswordInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';

import { LIMITS } from '#contracts';

import { useClient, useMe } from '../../../session/session-context.ts';
import { errorCode } from '../../../ui/error-code.ts';
import { Failure } from '../../../ui/failure.tsx';
import { useSubmit } from '../../../ui/use-submit.ts';
import { NewPasswordInput } from '../../login/new-password-input.tsx';
import { newPasswordProblem, weakPasswordText } from '../../login/password-hint.ts';
import { accountMessages as texts } from '../account.messages.ts';
import classes from './password-form.module.css';

interface Passwords {
  currentPassword: string;
  newPassword: string;
}

/** Whether there is a password to change is for the server to say: without one it is `forbidden`, and a link sets the first. */
export function PasswordForm({ mayLackPassword }: { mayLackPassword: boolean }) {
  const client = useClient();
  const me = useMe();
  const form = useForm<Passwords>({
    initialValues: { currentPassword: '', newPassword: '' },
    validate: { newPassword: newPasswordProblem },
  });
  const refuse = (field: keyof Passwords, message: string) => {
    form.setFieldError(field, message);
    form.getInputNode(field)?.focus();
  };
  const change = useSubmit(
    async ({ currentPassword, newPassword }: Passwords) => {
      await client.call('password.change', { newPassword, ...(currentPassword !== '' && { currentPassword }) });
      form.reset();
      notifications.show({ message: texts.passwordChanged, withBorder: true });
    },
    (failure) => {
      const weakness = weakPasswordText(failure);
      if (weakness !== null) refuse('newPassword', weakness);
      if (errorCode(failure) === 'invalid_credentials') refuse('currentPassword', texts.currentPasswordWrong);
      if (errorCode(failure) === 'forbidden') refuse('currentPassword', texts.noPasswordYet);
    },
  );
  const isAtField = ['weak_password', 'invalid_credentials', 'forbidden'].includes(errorCode(change.error) ?? '');

  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={form.onSubmit(change.submit, (errors) => form.getInputNode(Object.keys(errors)[0] ?? '')?.focus())}
    >
      {/* For password managers: whose password it is. */}
      <input type="email" name="email" autoComplete="username" value={me.email} readOnly hidden />
      <PasswordInput
        {...form.getInputProps('currentPassword')}
        name="currentPassword"
        autoComplete="current-password"
        maxLength={LIMITS.passwordMaxLength}
        label={texts.currentPassword}
        description={mayLackPassword ? texts.noPasswordYet : undefined}
        visibilityToggleButtonProps={{ 'aria-label': texts.showPassword }}
      />
      <NewPasswordInput {...form.getInputProps('newPassword')} name="newPassword" label={texts.newPassword} />
      {!isAtField && <Failure error={change.error} />}
      <Button type="submit" size="sm" className={classes.submit} loading={change.isSending}>
        {texts.changePassword}
      </Button>
    </form>
  );
}
