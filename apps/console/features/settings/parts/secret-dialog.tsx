import { Button } from '@mantine/core';
import { IconEyeOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';

import { CopyField } from '../../../ui/copy-field.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import dialog from '../../../ui/dialog.module.css';
import { partsMessages as texts } from './parts.messages.ts';
import classes from './parts.module.css';

interface SecretDialogProps {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  label: string;
  secret: string;
  children?: ReactNode;
}

/** A secret that cannot be seen again: neither Escape nor a click beside the dialog closes it. */
export function SecretDialog({ isOpen, onClose, title, label, secret, children }: SecretDialogProps) {
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={title} size="lg" isSticky>
      <p className={classes.once}>
        <IconEyeOff size={18} aria-hidden /> {texts.shownOnce}
      </p>
      <CopyField label={label} value={secret} />
      {children}
      <div className={dialog.buttons}>
        <Button size="sm" onClick={onClose}>
          {texts.done}
        </Button>
      </div>
    </Dialog>
  );
}
