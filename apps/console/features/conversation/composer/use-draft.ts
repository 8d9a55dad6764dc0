import { useState } from 'react';

import { useMe, useSession } from '../../../session/session-context.ts';

export type Mode = 'reply' | 'note';

/** What is being written, by conversation and mode. It survives leaving the conversation and reloading the page. */
export function useDraft(conversationId: string, mode: Mode): [string, (text: string) => void] {
  const { store } = useSession();
  const me = useMe();
  const key = `parley:draft:${me.id}:${conversationId}:${mode}`;
  const [drafts, setDrafts] = useState<Readonly<Record<string, string>>>({});
  const write = (text: string) => {
    setDrafts((known) => ({ ...known, [key]: text }));
    if (text === '') store.removeItem(key);
    else store.setItem(key, text);
  };
  return [drafts[key] ?? store.getItem(key) ?? '', write];
}
