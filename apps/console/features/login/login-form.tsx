import { Alert, Button, PasswordInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconAlertCircle } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';

import { LIMITS } from '#contracts';

import { useClient } from '../../session/session-context.ts';
import { errorText } from '../../ui/error-text.ts';
import classes from './login-page.module.css';
import { loginMessages as texts } from './login.messages.ts';
import { validateLogin, type Credentials } from './validate-login.ts';

export function LoginForm() {
  const emailRef = useRef<HTMLInputElement>(null);
  const passwordRef = useRef<HTMLInputElement>(null);
  const form = useForm<Credentials>({
    mode: 'uncontrolled',
    initialValues: { email: '', password: '' },
    validate: validateLogin,
  });
  const { submit, isSending, failure } = useLogin(() => passwordRef.current?.select());
  const focusFirst = (errors: object) => form.getInputNode(Object.keys(errors)[0] ?? '')?.focus();
  useEffect(() => emailRef.current?.focus(), []);

  return (
    <form className={classes.form} noValidate onSubmit={form.onSubmit(submit, focusFirst)}>
      <TextInput
        {...form.getInputProps('email')}
        ref={emailRef}
        type="email"
        name="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={LIMITS.emailLength}
        label={texts.email}
      />
      <PasswordInput
        {...form.getInputProps('password')}
        ref={passwordRef}
        name="password"
        autoComplete="current-password"
        label={texts.password}
        visibilityToggleButtonProps={{ 'aria-label': texts.showPassword }}
      />
      {failure !== null && (
        <Alert color="red" p="xs" role="alert" icon={<IconAlertCircle size={18} />}>
          {failure}
        </Alert>
      )}
      <Button type="submit" size="sm" fullWidth className={classes.submit} loading={isSending}>
        {texts.submit}
      </Button>
    </form>
  );
}

/** A login that succeeds needs no answer: the session gate shows the console. */
function useLogin(onFailure: () => void) {
  const client = useClient();
  const [isSending, setIsSending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const submit = ({ email, password }: Credentials) => {
    setIsSending(true);
    setFailure(null);
    client
      .login(email.trim(), password)
      .catch((error: unknown) => {
        setFailure(errorText(error));
        onFailure();
      })
      .finally(() => setIsSending(false));
  };
  return { submit, isSending, failure };
}
