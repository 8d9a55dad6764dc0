import { Button } from '@mantine/core';

import classes from './dialog.module.css';
import { uiMessages as texts } from './ui.messages.ts';

interface DialogButtonsProps {
  label: string;
  isSending: boolean;
  isDanger?: boolean;
  onCancel: () => void;
  /** Left out: the button sends the form it stands in. */
  onConfirm?: () => void;
}

export function DialogButtons({ label, isSending, isDanger = false, onCancel, onConfirm }: DialogButtonsProps) {
  return (
    <div className={classes.buttons}>
      <Button size="sm" variant="default" onClick={onCancel} data-autofocus={onConfirm ? true : undefined}>
        {texts.cancel}
      </Button>
      <Button
        size="sm"
        type={onConfirm ? 'button' : 'submit'}
        color={isDanger ? 'red' : undefined}
        loading={isSending}
        onClick={onConfirm}
      >
        {label}
      </Button>
    </div>
  );
}
