import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useLocation } from 'wouter';

import { LIMITS } from '#contracts';

import { useClient } from '../../../session/session-context.ts';
import { errorCode } from '../../../ui/error-code.ts';
import { Failure } from '../../../ui/failure.tsx';
import { useInitialFocus } from '../../../ui/use-initial-focus.ts';
import { useSubmit } from '../../../ui/use-submit.ts';
import classes from '../entry-page.module.css';
import { NewPasswordInput } from '../new-password-input.tsx';
import { newPasswordProblem, weakPasswordText } from '../password-hint.ts';
import { linksMessages as texts } from './links.messages.ts';

interface InvitationFormProps {
  token: string;
  email: string;
  /** The link has lost its worth while the form was filled in. */
  onWorthless: () => void;
}

export function InvitationForm({ token, email, onWorthless }: InvitationFormProps) {
  const client = useClient();
  const first = useInitialFocus<HTMLInputElement>();
  const [, navigate] = useLocation();
  const form = useForm({
    initialValues: { name: '', password: '' },
    validate: {
      name: (value: string) => (value.trim() === '' ? texts.nameMissing : null),
      password: newPasswordProblem,
    },
  });
  const focus = (field: string) => form.getInputNode(field)?.focus();
  const join = useSubmit(
    async ({ name, password }: { name: string; password: string }) => {
      await client.acceptInvitation({ token, name: name.trim(), password });
      navigate('/', { replace: true });
    },
    (failure) => {
      if (errorCode(failure) === 'link_expired') return onWorthless();
      const weakness = weakPasswordText(failure);
      if (weakness === null) return;
      form.setFieldError('password', weakness);
      focus('password');
    },
  );

  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={form.onSubmit(join.submit, (errors) => focus(Object.keys(errors)[0] ?? ''))}
    >
      {/* For password managers: whose password it is. */}
      <input type="email" name="email" autoComplete="username" value={email} readOnly hidden />
      <TextInput
        {...form.getInputProps('name')}
        ref={first}
        name="name"
        autoComplete="name"
        maxLength={LIMITS.nameLength}
        label={texts.name}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        descriptionProps={{ mt: 6 }}
        description={texts.nameHint}
      />
      <NewPasswordInput {...form.getInputProps('password')} name="password" label={texts.password} />
      {errorCode(join.error) !== 'weak_password' && <Failure error={join.error} />}
      <Button type="submit" size="sm" fullWidth className={classes.submit} loading={join.isSending}>
        {texts.join}
      </Button>
    </form>
  );
}
