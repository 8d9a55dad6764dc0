import { Tabs } from '@mantine/core';
import { useState } from 'react';

import type { Conversation } from '#contracts';
import type { AgentConversationView } from '#client';

import { visitorName } from '../../../ui/people.ts';
import { conversationMessages as texts } from '../conversation.messages.ts';
import { ClosedNotice } from './closed-notice.tsx';
import classes from './composer.module.css';
import { useDraft, type Mode } from './use-draft.ts';
import { Writing } from './writing.tsx';

interface ComposerProps {
  conversation: Conversation;
  view: AgentConversationView;
}

export function Composer({ conversation, view }: ComposerProps) {
  const [mode, setMode] = useState<Mode>('reply');
  const [draft, write] = useDraft(conversation.id, mode);
  const isClosed = conversation.status === 'closed';
  const edit = (text: string) => {
    write(text);
    // A note is nobody's business outside.
    if (mode === 'reply') view.setTyping(text !== '');
  };
  const send = (text: string) => {
    if (mode === 'reply') view.send(text);
    else view.addNote(text);
    write('');
  };
  return (
    <Tabs
      value={mode}
      onChange={(value) => setMode(value === 'note' ? 'note' : 'reply')}
      variant="pills"
      classNames={tabClasses}
      data-mode={mode}
    >
      <Tabs.List aria-label={texts.writeAs}>
        <Tabs.Tab value="reply">{texts.reply}</Tabs.Tab>
        <Tabs.Tab value="note">{texts.noteTab}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value={mode} tabIndex={-1}>
        {isClosed && mode === 'reply' ? (
          <ClosedNotice view={view} />
        ) : (
          <Writing mode={mode} name={visitorName(conversation.visitor)} draft={draft} onEdit={edit} onSend={send} />
        )}
      </Tabs.Panel>
    </Tabs>
  );
}

const tabClasses = { root: classes.composer, list: classes.modes, tab: classes.mode };
