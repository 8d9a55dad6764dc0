import { useRoute } from 'wouter';

import { Shell } from '../shell/shell.tsx';
import { NotFoundPage } from './not-found-page.tsx';
import { Workplace } from './workplace.tsx';

/** Every address of the console. The list stays mounted while one moves between conversations. */
export function Pages() {
  const [isInbox] = useRoute('/');
  const [isConversation, params] = useRoute('/conversations/:id');
  const conversationId = isConversation ? params.id : null;
  return (
    <Shell isDetail={isConversation}>
      {isInbox || isConversation ? <Workplace conversationId={conversationId} /> : <NotFoundPage />}
    </Shell>
  );
}
