import { useEffect, useState } from 'preact/hooks';

import type { KeyValueStore, VisitorClient } from '#client';

import { messages } from '../messages.ts';
import { ConnectionBanner } from './connection-banner.tsx';
import { Conversation } from './conversation/conversation.tsx';
import { Problem } from './conversation/problem.tsx';
import type { Page } from './frame/page.ts';
import { useEscape } from './frame/use-escape.ts';
import { Header } from './header.tsx';
import { useSession } from './use-session.ts';
import { useSite } from './use-site.ts';
import { useStore } from './use-store.ts';

interface Props {
  client: VisitorClient;
  page: Page;
  drafts: KeyValueStore;
  draftKey: string;
}

export function App({ client, page, drafts, draftKey }: Props) {
  const { view, problem, restart, startNew } = useSession(client);
  const panel = useStore(page.panel);
  const site = useSite(client, panel.isOpen);
  const [restarts, setRestarts] = useState(0);
  const close = () => page.tell({ type: 'parley:close' });
  useEffect(() => page.tell({ type: 'parley:ready' }), [page]);
  useEscape(close);

  return (
    <main class="chat">
      <Header site={site} onClose={page.isEmbedded ? close : null} />
      <ConnectionBanner connection={client.connection} />
      {problem === null ? (
        <Conversation
          view={view}
          visitor={client.visitor}
          isOnline={site?.isOnline ?? true}
          page={page}
          composer={{ drafts, draftKey, focusRequests: panel.focusRequests + restarts }}
          onStartNew={() => {
            startNew();
            setRestarts(restarts + 1);
          }}
        />
      ) : (
        <Problem title={messages.startFailed} detail={problem} action={messages.tryAgain} onAction={restart} />
      )}
    </main>
  );
}
