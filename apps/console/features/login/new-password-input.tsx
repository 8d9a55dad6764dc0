import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import type { Ref } from 'react';

import { LIMITS } from '#contracts';

import { passwordHint } from './password-hint.ts';
import classes from './new-password-input.module.css';
import { loginMessages } from './login.messages.ts';

/** For a password that is being chosen, with a hint how good it is. Its line is always there, so that nothing moves. */
export function NewPasswordInput(props: PasswordInputProps & { ref?: Ref<HTMLInputElement> }) {
  const { strength, text } = passwordHint(String(props.value ?? ''));
  return (
    <PasswordInput
      {...props}
      autoComplete="new-password"
      maxLength={LIMITS.passwordMaxLength}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      descriptionProps={{ mt: 6 }}
      description={
        <span className={classes.hint}>
          <span className={classes.meter} data-strength={strength} aria-hidden>
            <span />
            <span />
            <span />
          </span>
          <span>{text}</span>
        </span>
      }
      visibilityToggleButtonProps={{ 'aria-label': loginMessages.showPassword }}
      errorProps={{ role: 'alert' }}
    />
  );
}
