import { Button } from '@mantine/core';
import { useForm } from '@mantine/form';

import { useClient } from '../../session/session-context.ts';
import { errorCode } from '../../ui/error-code.ts';
import { Failure } from '../../ui/failure.tsx';
import { useInitialFocus } from '../../ui/use-initial-focus.ts';
import { useSubmit } from '../../ui/use-submit.ts';
import { EmailInput } from './email-input.tsx';
import { EntryPage } from './entry-page.tsx';
import classes from './entry-page.module.css';
import { loginMessages as texts } from './login.messages.ts';
import { validateEmail } from './validate-login.ts';

interface SsoStepProps {
  email: string;
  onEmail: (email: string) => void;
  onBack: () => void;
}

/** Asks whose provider it is, and goes there. */
export function SsoStep({ email, onEmail, onBack }: SsoStepProps) {
  const client = useClient();
  const first = useInitialFocus<HTMLInputElement>();
  const form = useForm({ mode: 'uncontrolled', initialValues: { email }, validate: { email: validateEmail } });
  const focus = () => form.getInputNode('email')?.focus();
  const start = useSubmit(
    async (typed: { email: string }) => {
      onEmail(typed.email.trim());
      const { url } = await client.call('sso.start', { email: typed.email.trim() });
      location.assign(url);
      // The button goes on turning until the page is left.
      await new Promise(() => undefined);
    },
    (failure) => {
      if (errorCode(failure) === 'not_found') form.setFieldError('email', texts.ssoUnknown);
      focus();
    },
  );

  return (
    <EntryPage documentTitle={texts.documentTitle} title={texts.ssoTitle} subtitle={texts.ssoSubtitle}>
      <form className={classes.form} noValidate onSubmit={form.onSubmit(start.submit, focus)}>
        <EmailInput {...form.getInputProps('email')} ref={first} />
        {errorCode(start.error) !== 'not_found' && <Failure error={start.error} />}
        <Button type="submit" size="sm" fullWidth className={classes.submit} loading={start.isSending}>
          {texts.ssoContinue}
        </Button>
        <Button variant="subtle" color="gray" size="sm" fullWidth onClick={onBack}>
          {texts.back}
        </Button>
      </form>
    </EntryPage>
  );
}
