import { Button } from '@mantine/core';
import { IconMessageOff, IconMoodSmile, IconWorldOff } from '@tabler/icons-react';

import type { RouteOutput } from '#contracts';

import { useClient } from '../../../session/session-context.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { visitorName } from '../../../ui/people.ts';
import { useDialog } from '../../../ui/use-dialog.ts';
import { Badge } from '../parts/badge.tsx';
import { Day } from '../parts/day.tsx';
import { NothingYet } from '../parts/nothing-yet.tsx';
import { Row, Rows } from '../parts/rows.tsx';
import { bansMessages as texts } from './bans.messages.ts';

type Ban = RouteOutput<'ban.list'>['bans'][number];

export function BanList({ bans, onLifted }: { bans: readonly Ban[]; onLifted: () => Promise<void> }) {
  const client = useClient();
  const lifting = useDialog<Ban>();
  const lift = async (banId: string) => {
    await client.call('ban.lift', { banId });
    await onLifted();
  };
  if (bans.length === 0) {
    return <NothingYet icon={<IconMoodSmile stroke={1.4} />} title={texts.none} text={texts.noneText} />;
  }
  return (
    <>
      <Rows label={texts.list}>
        {bans.map((ban) => (
          <BanRow key={ban.id} ban={ban} onLift={() => lifting.open(ban)} />
        ))}
      </Rows>
      <ConfirmDialog
        isOpen={lifting.isOpen}
        title={texts.liftTitle}
        label={texts.lift}
        onConfirm={() => lift(lifting.subject?.id ?? '')}
        onClose={lifting.close}
      >
        {lifting.subject && texts.liftText(whomOf(lifting.subject))}
      </ConfirmDialog>
    </>
  );
}

function BanRow({ ban, onLift }: { ban: Ban; onLift: () => void }) {
  const Icon = ban.visitor ? IconMessageOff : IconWorldOff;
  const facts = [
    ban.reason,
    ban.bannedBy !== null && texts.by(ban.bannedBy),
    <>
      {texts.since} <Day at={ban.createdAt} />
    </>,
    ban.expiresAt === null ? (
      texts.forever
    ) : (
      <>
        {texts.until} <Day at={ban.expiresAt} />
      </>
    ),
  ];
  const lift = (
    <Button variant="default" onClick={onLift} aria-label={texts.liftOf(whomOf(ban))}>
      {texts.lift}
    </Button>
  );
  return (
    <Row
      mark={<Icon size={20} stroke={1.5} aria-hidden />}
      name={whomOf(ban)}
      badges={<Badge>{ban.visitor ? texts.kinds.visitor : texts.kinds.address}</Badge>}
      facts={facts}
      actions={lift}
    />
  );
}

function whomOf({ visitor, address }: Ban): string {
  return visitor ? visitorName(visitor) : (address ?? '');
}
