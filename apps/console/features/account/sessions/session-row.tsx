import { Button } from '@mantine/core';
import { IconDeviceDesktop, IconDeviceMobile } from '@tabler/icons-react';
import { Fragment, type ReactNode } from 'react';

import type { RouteOutput } from '#contracts';

import { TimeAgo } from '../../../ui/time-ago.tsx';
import { Badge } from '../../settings/parts/badge.tsx';
import { Day } from '../../settings/parts/day.tsx';
import { Row } from '../../settings/parts/rows.tsx';
import { sessionsMessages as texts } from './sessions.messages.ts';

export type Session = RouteOutput<'session.list'>['sessions'][number];

export function SessionRow({ session, onEnd }: { session: Session; onEnd: () => void }) {
  const device = session.device ?? texts.unknownDevice;
  const Icon = /android|ios|iphone|ipad/i.test(device) ? IconDeviceMobile : IconDeviceDesktop;
  const end = (
    <Button variant="default" aria-label={texts.endOf(device)} onClick={onEnd}>
      {texts.end}
    </Button>
  );
  return (
    <Row
      mark={<Icon size={22} stroke={1.5} aria-hidden />}
      name={device}
      badges={session.isCurrent && <Badge tone="good">{texts.thisOne}</Badge>}
      facts={factsOf(session)}
      actions={session.isCurrent ? undefined : end}
    />
  );
}

function factsOf({ address, method, createdAt, lastUsedAt, isCurrent }: Session): ReactNode[] {
  return [
    address !== null && (
      <bdi key="address" dir="ltr">
        {address}
      </bdi>
    ),
    texts.methods[method],
    <Fragment key="signedIn">
      {texts.signedIn} <Day at={createdAt} />
    </Fragment>,
    !isCurrent && (
      <Fragment key="lastUsed">
        {texts.lastUsed} <TimeAgo at={lastUsedAt} />
      </Fragment>
    ),
  ];
}
