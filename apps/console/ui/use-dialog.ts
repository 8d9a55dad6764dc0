import { useState } from 'react';

export interface DialogState<T> {
  isOpen: boolean;
  /** What the dialog is about. It stays while the dialog fades out. */
  subject: T | null;
  open: (subject: T) => void;
  close: () => void;
}

export function useDialog<T = true>(): DialogState<T> {
  const [state, setState] = useState<{ isOpen: boolean; subject: T | null }>({ isOpen: false, subject: null });
  return {
    ...state,
    open: (subject) => setState({ isOpen: true, subject }),
    close: () => setState(({ subject }) => ({ isOpen: false, subject })),
  };
}
