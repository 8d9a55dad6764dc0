import { Button, CopyButton, VisuallyHidden } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useId } from 'react';

import classes from './copy-field.module.css';
import { uiMessages as texts } from './ui.messages.ts';

interface CopyFieldProps {
  label: string;
  value: string;
  /** Several lines, shown as they are. */
  isCode?: boolean;
}

/** Text to take elsewhere: it selects itself when it is focused, and the button says that it has copied. */
export function CopyField({ label, value, isCode = false }: CopyFieldProps) {
  const id = useId();
  const field = { id, value, readOnly: true, dir: 'ltr', spellCheck: false, className: classes.value } as const;
  return (
    <div className={classes.field}>
      <label className={classes.label} htmlFor={id}>
        {label}
      </label>
      <div className={classes.row} data-code={isCode || undefined}>
        {isCode ? (
          <textarea {...field} rows={value.split('\n').length} wrap="off" onFocus={(event) => event.target.select()} />
        ) : (
          <input {...field} type="text" onFocus={(event) => event.target.select()} />
        )}
        <CopyButton value={value} timeout={3_000}>
          {({ copied, copy }) => (
            <Button
              size="sm"
              variant="default"
              onClick={copy}
              leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
            >
              {copied ? texts.copied : texts.copy}
              <VisuallyHidden> {label}</VisuallyHidden>
            </Button>
          )}
        </CopyButton>
      </div>
    </div>
  );
}
