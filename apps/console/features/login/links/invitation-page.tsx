import { Button, Loader } from '@mantine/core';
import { useState } from 'react';

import { errorCode } from '../../../ui/error-code.ts';
import { errorText } from '../../../ui/error-text.ts';
import { useAction } from '../../../ui/use-action.ts';
import { useResource } from '../../../ui/use-resource.ts';
import { EntryPage } from '../entry-page.tsx';
import { InvitationForm } from './invitation-form.tsx';
import { LinkExpired } from './link-expired.tsx';
import { linksMessages as texts } from './links.messages.ts';
import { useLinkToken } from './use-link-token.ts';

/** Where the link of an invitation leads. */
export function InvitationPage() {
  const token = useLinkToken();
  return token === null ? <Expired /> : <InvitationByToken key={token} token={token} />;
}

function InvitationByToken({ token }: { token: string }) {
  const { data: invitation, error, reload } = useResource('invitation.read', { token });
  const [isOver, setIsOver] = useState(false);
  if (isOver || isWorthless(error)) return <Expired />;
  if (invitation === undefined) return error === null ? <Reading /> : <ReadFailed error={error} retry={reload} />;
  return (
    <EntryPage
      documentTitle={texts.invitationDocumentTitle}
      title={texts.invitationTitle(invitation.workspaceName)}
      subtitle={texts.invitationSubtitle(invitation.email, invitation.role)}
    >
      <InvitationForm token={token} email={invitation.email} onWorthless={() => setIsOver(true)} />
    </EntryPage>
  );
}

/** A link that was cut off while it was copied is as good as none. */
function isWorthless(error: unknown): boolean {
  return ['link_expired', 'not_found', 'invalid_request'].includes(errorCode(error) ?? '');
}

function Expired() {
  return <LinkExpired documentTitle={texts.invitationDocumentTitle} text={texts.invitationExpired} />;
}

function Reading() {
  return (
    <EntryPage documentTitle={texts.invitationDocumentTitle} title={texts.loading}>
      <Loader size="sm" type="dots" />
    </EntryPage>
  );
}

function ReadFailed({ error, retry }: { error: unknown; retry: () => Promise<void> }) {
  const { run, isRunning } = useAction(retry);
  return (
    <EntryPage documentTitle={texts.invitationDocumentTitle} title={texts.failedTitle} subtitle={errorText(error)}>
      <Button size="sm" fullWidth loading={isRunning} onClick={run}>
        {texts.retry}
      </Button>
    </EntryPage>
  );
}
