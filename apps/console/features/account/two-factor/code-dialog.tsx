import { useState } from 'react';

import { Dialog } from '../../../ui/dialog.tsx';
import { CodeForm } from '../../login/code-form.tsx';
import type { CodeKind } from '../../login/second-factor-code.ts';
import { twoFactorMessages as texts } from './two-factor.messages.ts';

interface CodeDialogProps {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  /** What is going to happen. */
  text: string;
  submitLabel: string;
  isDanger?: boolean;
  onCode: (code: string) => Promise<unknown>;
}

/** Something about the second factor that needs one of its codes. */
export function CodeDialog({ isOpen, onClose, title, ...rest }: CodeDialogProps) {
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={title}>
      <Question {...rest} onClose={onClose} />
    </Dialog>
  );
}

function Question({ text, onClose, ...form }: Omit<CodeDialogProps, 'isOpen' | 'title'>) {
  const [kind, setKind] = useState<CodeKind>('app');
  return (
    <>
      <p>{text}</p>
      <p>{texts.codeText}</p>
      <CodeForm {...form} kind={kind} onKind={setKind} onCancel={onClose} />
    </>
  );
}
