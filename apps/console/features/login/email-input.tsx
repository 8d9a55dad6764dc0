import { TextInput, type TextInputProps } from '@mantine/core';
import type { Ref } from 'react';

import { LIMITS } from '#contracts';

import { loginMessages as texts } from './login.messages.ts';

/** An agent's own address, which is also their user name. */
export function EmailInput(props: TextInputProps & { ref?: Ref<HTMLInputElement> }) {
  return (
    <TextInput
      type="email"
      name="email"
      autoComplete="username"
      autoCapitalize="none"
      spellCheck={false}
      maxLength={LIMITS.emailLength}
      label={texts.email}
      {...props}
    />
  );
}
