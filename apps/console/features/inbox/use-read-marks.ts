import { useCallback, useMemo } from 'react';

import { useMe, useSession } from '../../session/session-context.ts';
import { useStore } from '../../ui/use-store.ts';
import { createReadMarks, type ReadMarks } from './read-marks.ts';

export function useReadMarks(): { marks: ReadMarks; raise: (conversationId: string, seq: number) => void } {
  const { store } = useSession();
  const { id } = useMe();
  const readMarks = useMemo(() => createReadMarks(store, id), [store, id]);
  const raise = useCallback((conversationId: string, seq: number) => readMarks.raise(conversationId, seq), [readMarks]);
  return { marks: useStore(readMarks), raise };
}
