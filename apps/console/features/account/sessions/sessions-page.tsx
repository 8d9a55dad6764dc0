import { Button } from '@mantine/core';
import { useRef } from 'react';

import { useDialog } from '../../../ui/use-dialog.ts';
import { useResource } from '../../../ui/use-resource.ts';
import { SettingsCard } from '../../settings/layout/settings-card.tsx';
import { SettingsPage } from '../../settings/layout/settings-page.tsx';
import { LoadGate } from '../../settings/parts/load-gate.tsx';
import { Rows } from '../../settings/parts/rows.tsx';
import { EndOthersDialog, EndSessionDialog } from './session-dialogs.tsx';
import { SessionRow, type Session } from './session-row.tsx';
import classes from './sessions-page.module.css';
import { sessionsMessages as texts } from './sessions.messages.ts';

export function SessionsPage() {
  const list = useRef<HTMLDivElement>(null);
  const resource = useResource('session.list', {});
  const endOne = useDialog<Session>();
  const endOthers = useDialog();
  const hasOthers = resource.data?.sessions.some(({ isCurrent }) => !isCurrent) ?? false;
  const reload = async () => {
    await resource.reload();
    // The button that was pressed is gone with its row.
    list.current?.focus();
  };
  const actions = (
    <Button size="sm" variant="default" disabled={!hasOthers} onClick={() => endOthers.open(true)}>
      {texts.endOthers}
    </Button>
  );

  return (
    <SettingsPage title={texts.title} description={texts.description} actions={actions}>
      <SettingsCard isFlush>
        <div ref={list} tabIndex={-1} className={classes.list}>
          <LoadGate resource={resource}>
            {({ sessions }) => (
              <Rows label={texts.list}>
                {currentFirst(sessions).map((session) => (
                  <SessionRow key={session.id} session={session} onEnd={() => endOne.open(session)} />
                ))}
              </Rows>
            )}
          </LoadGate>
        </div>
      </SettingsCard>
      <EndSessionDialog dialog={endOne} onEnded={reload} />
      <EndOthersDialog dialog={endOthers} onEnded={reload} />
    </SettingsPage>
  );
}

function currentFirst(sessions: readonly Session[]): Session[] {
  return sessions.toSorted((a, b) => Number(b.isCurrent) - Number(a.isCurrent));
}
