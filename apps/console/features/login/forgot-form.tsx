import { Button } from '@mantine/core';
import { useForm } from '@mantine/form';

import { useClient } from '../../session/session-context.ts';
import { Failure } from '../../ui/failure.tsx';
import { useInitialFocus } from '../../ui/use-initial-focus.ts';
import { useSubmit } from '../../ui/use-submit.ts';
import { EmailInput } from './email-input.tsx';
import classes from './entry-page.module.css';
import { loginMessages as texts } from './login.messages.ts';
import { validateEmail } from './validate-login.ts';

export function ForgotForm({ email, onSent }: { email: string; onSent: (email: string) => void }) {
  const client = useClient();
  const first = useInitialFocus<HTMLInputElement>();
  const form = useForm({ mode: 'uncontrolled', initialValues: { email }, validate: { email: validateEmail } });
  const ask = useSubmit(async (typed: { email: string }) => {
    const address = typed.email.trim();
    await client.call('password.forgot', { email: address });
    onSent(address);
  });
  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={form.onSubmit(ask.submit, () => form.getInputNode('email')?.focus())}
    >
      <EmailInput {...form.getInputProps('email')} ref={first} />
      <Failure error={ask.error} />
      <Button type="submit" size="sm" fullWidth className={classes.submit} loading={ask.isSending}>
        {texts.forgotSubmit}
      </Button>
    </form>
  );
}
