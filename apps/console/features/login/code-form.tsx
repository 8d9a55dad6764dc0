import { Button } from '@mantine/core';
import { useState, type FormEvent } from 'react';

import { DialogButtons } from '../../ui/dialog-buttons.tsx';
import { errorCode } from '../../ui/error-code.ts';
import { errorText } from '../../ui/error-text.ts';
import { Failure } from '../../ui/failure.tsx';
import { useInitialFocus } from '../../ui/use-initial-focus.ts';
import { useSubmit } from '../../ui/use-submit.ts';
import { CodeInput } from './code-input.tsx';
import classes from './entry-page.module.css';
import { loginMessages as texts } from './login.messages.ts';
import { codeProblem, isAppCode, plainCode, type CodeKind } from './second-factor-code.ts';

interface CodeFormProps {
  kind: CodeKind;
  /** Left out: backup codes do not do here. */
  onKind?: (kind: CodeKind) => void;
  submitLabel: string;
  isDanger?: boolean;
  /** In a dialog, which has a button to leave it. */
  onCancel?: () => void;
  /** Rejects with `invalid_code`. */
  onCode: (code: string) => Promise<unknown>;
}

/** Asks for a code of the second factor. The sixth digit, typed or pasted, sends it, unless there is something to think over. */
export function CodeForm({ kind, onKind, submitLabel, isDanger, onCancel, onCode }: CodeFormProps) {
  const input = useInitialFocus<HTMLInputElement>();
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const { submit, isSending, error } = useSubmit(onCode, (failure) => {
    if (errorCode(failure) === 'invalid_code') setProblem(errorText(failure));
    input.current?.select();
  });
  const change = (value: string) => {
    setTyped(value);
    setProblem(null);
    const isComplete = kind === 'app' && isAppCode(value) && plainCode(value) !== plainCode(typed);
    if (isComplete && !isDanger) submit(plainCode(value));
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    const found = codeProblem(kind, typed);
    setProblem(found);
    if (found === null) submit(plainCode(typed));
    else input.current?.focus();
  };
  const changeKind = () => {
    setTyped('');
    setProblem(null);
    onKind?.(kind === 'app' ? 'backup' : 'app');
    input.current?.focus();
  };

  return (
    <form className={classes.form} noValidate onSubmit={send}>
      <CodeInput ref={input} kind={kind} value={typed} error={problem} onChange={change} />
      {onKind && (
        <button type="button" className={classes.link} onClick={changeKind}>
          {kind === 'app' ? texts.byBackupCode : texts.byApp}
        </button>
      )}
      {errorCode(error) !== 'invalid_code' && <Failure error={error} />}
      {onCancel ? (
        <DialogButtons label={submitLabel} isDanger={isDanger} isSending={isSending} onCancel={onCancel} />
      ) : (
        <Button type="submit" size="sm" fullWidth className={classes.submit} loading={isSending}>
          {submitLabel}
        </Button>
      )}
    </form>
  );
}
