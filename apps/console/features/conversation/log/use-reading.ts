import { useDocumentVisibility } from '@mantine/hooks';
import { useEffect, useEffectEvent } from 'react';

/** Calls back with the newest seq whenever its end of the log is on a visible screen. */
export function useReading(newestSeq: number, isAtEnd: boolean, onRead: (seq: number) => void): void {
  const isVisible = useDocumentVisibility() === 'visible';
  const notify = useEffectEvent(onRead);
  useEffect(() => {
    if (isVisible && isAtEnd && newestSeq > 0) notify(newestSeq);
  }, [newestSeq, isAtEnd, isVisible]);
}
