import type { ReactNode } from 'react';

import { Dialog } from './dialog.tsx';
import { DialogButtons } from './dialog-buttons.tsx';
import { Failure } from './failure.tsx';
import { useSubmit } from './use-submit.ts';

interface ConfirmDialogProps {
  isOpen: boolean;
  title: string;
  /** What it does, and whether it can be undone. */
  children: ReactNode;
  /** The verb, as it stands on the button: "Remove", not "OK". */
  label: string;
  isDanger?: boolean;
  /** The dialog closes when it succeeds, and says why when it does not. */
  onConfirm: () => Promise<unknown>;
  onClose: () => void;
}

export function ConfirmDialog({ isOpen, title, onClose, ...question }: ConfirmDialogProps) {
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={title}>
      <Question {...question} onClose={onClose} />
    </Dialog>
  );
}

function Question({ children, label, isDanger, onConfirm, onClose }: Omit<ConfirmDialogProps, 'isOpen' | 'title'>) {
  const { submit, isSending, error } = useSubmit(() => onConfirm().then(onClose));
  return (
    <>
      <div>{children}</div>
      <Failure error={error} />
      <DialogButtons label={label} isDanger={isDanger} isSending={isSending} onCancel={onClose} onConfirm={submit} />
    </>
  );
}
