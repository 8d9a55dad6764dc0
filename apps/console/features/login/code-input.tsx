import { TextInput } from '@mantine/core';
import type { Ref } from 'react';

import classes from './code-input.module.css';
import { loginMessages as texts } from './login.messages.ts';
import type { CodeKind } from './second-factor-code.ts';

interface CodeInputProps {
  ref: Ref<HTMLInputElement>;
  kind: CodeKind;
  value: string;
  error: string | null;
  onChange: (value: string) => void;
}

export function CodeInput({ ref, kind, value, error, onChange }: CodeInputProps) {
  return (
    <TextInput
      ref={ref}
      data-autofocus
      dir="ltr"
      name="code"
      label={kind === 'app' ? texts.code : texts.backupCode}
      inputMode={kind === 'app' ? 'numeric' : 'text'}
      autoComplete="one-time-code"
      autoCapitalize="none"
      spellCheck={false}
      maxLength={40}
      value={value}
      error={error}
      classNames={{ input: classes.input }}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
