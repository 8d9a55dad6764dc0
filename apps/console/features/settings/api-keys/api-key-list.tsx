import { IconKey } from '@tabler/icons-react';

import { useClient } from '../../../session/session-context.ts';
import { useNow } from '../../../ui/clock.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { TimeAgo } from '../../../ui/time-ago.tsx';
import { useDialog } from '../../../ui/use-dialog.ts';
import { Badge } from '../parts/badge.tsx';
import { Day } from '../parts/day.tsx';
import { NothingYet } from '../parts/nothing-yet.tsx';
import { RowMenu } from '../parts/row-menu.tsx';
import { Row, Rows } from '../parts/rows.tsx';
import type { ApiKey, NewKey } from './api-key.ts';
import { apiKeysMessages as texts } from './api-keys.messages.ts';
import classes from './api-keys.module.css';
import { expiryState } from './key-expiry.ts';
import { RotateKeyDialog } from './rotate-key-dialog.tsx';

interface ApiKeyListProps {
  keys: readonly ApiKey[];
  onRevoked: () => Promise<void>;
  onRotated: (made: NewKey) => void;
}

export function ApiKeyList({ keys, onRevoked, onRotated }: ApiKeyListProps) {
  const client = useClient();
  const rotating = useDialog<ApiKey>();
  const revoking = useDialog<ApiKey>();
  const revoke = async (apiKeyId: string) => {
    await client.call('apiKey.revoke', { apiKeyId });
    await onRevoked();
  };
  if (keys.length === 0) {
    return <NothingYet icon={<IconKey stroke={1.4} />} title={texts.none} text={texts.noneText} />;
  }
  return (
    <>
      <Rows label={texts.list}>
        {keys.map((key) => (
          <KeyRow key={key.id} apiKey={key} onRotate={() => rotating.open(key)} onRevoke={() => revoking.open(key)} />
        ))}
      </Rows>
      <RotateKeyDialog dialog={rotating} onRotated={onRotated} />
      <ConfirmDialog
        isOpen={revoking.isOpen}
        title={texts.revokeTitle(revoking.subject?.name ?? '')}
        label={texts.revoke}
        isDanger
        onConfirm={() => revoke(revoking.subject?.id ?? '')}
        onClose={revoking.close}
      >
        {texts.revokeText}
      </ConfirmDialog>
    </>
  );
}

function KeyRow({ apiKey, onRotate, onRevoke }: { apiKey: ApiKey; onRotate: () => void; onRevoke: () => void }) {
  const { name, scopes, createdBy, lastUsedAt } = apiKey;
  const facts = [
    lastUsedAt === null ? (
      texts.neverUsed
    ) : (
      <>
        {texts.lastUsed} <TimeAgo at={lastUsedAt} />
      </>
    ),
    <Expiry key="expiry" at={apiKey.expiresAt} />,
    createdBy !== null && texts.by(createdBy),
  ];
  const actions = [
    { label: texts.rotate, run: onRotate },
    { label: texts.revoke, run: onRevoke, isDanger: true },
  ];
  return (
    <Row
      mark={<IconKey size={20} stroke={1.5} aria-hidden />}
      name={name}
      badges={<ExpiryBadge at={apiKey.expiresAt} />}
      facts={facts}
      actions={<RowMenu name={name} actions={actions} />}
    >
      <div className={classes.list}>
        {scopes.map((scope) => (
          <Badge key={scope}>{scope}</Badge>
        ))}
      </div>
    </Row>
  );
}

function Expiry({ at }: { at: string | null }) {
  if (at === null) return texts.noExpiry;
  return (
    <>
      {texts.expires} <Day at={at} />
    </>
  );
}

function ExpiryBadge({ at }: { at: string | null }) {
  const state = expiryState(at, useNow());
  if (state === 'past') return <Badge tone="warning">{texts.expired}</Badge>;
  return state === 'soon' ? <Badge tone="warning">{texts.expiresSoon}</Badge> : null;
}
