import { useCallback, useState } from 'preact/hooks';

import type { KeyValueStore, VisitorClient } from '#client';

import { ConnectionBanner } from './connection-banner.tsx';
import { Conversation } from './conversation/conversation.tsx';
import { Skeleton } from './conversation/skeleton.tsx';
import type { Page } from './frame/page.ts';
import { useEscape } from './frame/use-escape.ts';
import { Header } from './header.tsx';
import { Consent } from './screens/consent.tsx';
import { Ended } from './screens/ended.tsx';
import { Privacy } from './screens/privacy.tsx';
import { Refusal } from './screens/refusal.tsx';
import { useConversation } from './session/use-conversation.ts';
import { useSession } from './session/use-session.ts';
import { useWelcome } from './session/use-welcome.ts';
import { useSite } from './use-site.ts';
import { useStore } from './use-store.ts';

interface Props {
  client: VisitorClient;
  siteKey: string;
  page: Page;
  drafts: KeyValueStore;
}

export function App({ client, siteKey, page, drafts }: Props) {
  const draftKey = `parley:draft:${siteKey}`;
  const dropDraft = useCallback(() => drafts.removeItem(draftKey), [drafts, draftKey]);
  const session = useSession({ client, page, onHandover: dropDraft });
  const { view, problem, startNew, retry } = useConversation(client);
  const panel = useStore(page.panel);
  const handovers = useStore(client.handovers);
  const site = useSite(client, panel.isOpen);
  const [isPrivacyOpen, setPrivacyOpen] = useState(false);
  const [restarts, setRestarts] = useState(0);
  const asksConsent = session.refusal?.code === 'consent_required';
  const welcome = useWelcome(client, siteKey, asksConsent || isPrivacyOpen);
  const close = () => page.tell({ type: 'parley:close' });
  const focusRequests = panel.focusRequests + restarts;
  useEscape(close);

  const content = () => {
    if (session.isEnded) return <Ended onStart={session.start} />;
    if (asksConsent) {
      const onDecline = page.isEmbedded ? close : null;
      return (
        <Consent {...{ welcome, focusRequests, onDecline }} onAgree={() => session.start({ hasConsented: true })} />
      );
    }
    if (session.refusal) return <Refusal error={session.refusal} onAction={session.start} />;
    if (problem) return <Refusal error={problem} onAction={retry} />;
    if (isPrivacyOpen) {
      const leave = () => (setPrivacyOpen(false), setRestarts(restarts + 1));
      const onForget = () => (leave(), session.forget());
      return <Privacy {...{ welcome, onForget }} name={site?.name ?? ''} onBack={leave} />;
    }
    if (!session.mayRemember) return <Skeleton />;
    return (
      <Conversation
        key={handovers}
        view={view}
        visitor={client.visitor}
        isOnline={site?.isOnline ?? true}
        page={page}
        composer={{ drafts, draftKey, focusRequests }}
        onStartNew={() => {
          startNew();
          setRestarts(restarts + 1);
        }}
      />
    );
  };

  return (
    <main class="chat">
      <Header
        site={site ?? welcome}
        isOpen={session.isRunning || asksConsent}
        onPrivacy={site && !session.refusal ? () => setPrivacyOpen(!isPrivacyOpen) : null}
        onClose={page.isEmbedded ? close : null}
      />
      {session.isRunning && <ConnectionBanner connection={client.connection} />}
      {content()}
    </main>
  );
}
