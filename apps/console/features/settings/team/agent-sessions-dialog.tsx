import { Button } from '@mantine/core';
import { IconDeviceDesktop } from '@tabler/icons-react';

import type { Agent, RouteOutput } from '#contracts';

import { useClient } from '../../../session/session-context.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { DialogButtons } from '../../../ui/dialog-buttons.tsx';
import { TimeAgo } from '../../../ui/time-ago.tsx';
import { useAction } from '../../../ui/use-action.ts';
import { useResource } from '../../../ui/use-resource.ts';
import { LoadGate } from '../parts/load-gate.tsx';
import { Row, Rows } from '../parts/rows.tsx';
import { teamMessages as texts } from './team.messages.ts';

interface AgentSessionsDialogProps {
  agent: Agent;
  isOpen: boolean;
  onClose: () => void;
}

type Session = RouteOutput<'agent.sessions'>['sessions'][number];

export function AgentSessionsDialog({ agent, isOpen, onClose }: AgentSessionsDialogProps) {
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={texts.sessionsTitle(agent.name)} size="lg">
      <AgentSessions agent={agent} onClose={onClose} />
    </Dialog>
  );
}

function AgentSessions({ agent, onClose }: { agent: Agent; onClose: () => void }) {
  const client = useClient();
  const sessions = useResource('agent.sessions', { agentId: agent.id });
  const end = async (sessionId?: string) => {
    await client.call('agent.endSessions', { agentId: agent.id, ...(sessionId !== undefined && { sessionId }) });
    await sessions.reload();
  };
  const { run: endAll, isRunning } = useAction(() => end());
  return (
    <LoadGate resource={sessions}>
      {(data) =>
        data.sessions.length === 0 ? (
          <p>{texts.noSessions}</p>
        ) : (
          <>
            <Rows label={texts.sessions}>
              {data.sessions.map((session) => (
                <SessionRow key={session.id} session={session} onEnd={() => end(session.id)} />
              ))}
            </Rows>
            <DialogButtons label={texts.endAll} isDanger isSending={isRunning} onConfirm={endAll} onCancel={onClose} />
          </>
        )
      }
    </LoadGate>
  );
}

function SessionRow({ session, onEnd }: { session: Session; onEnd: () => Promise<void> }) {
  const { run, isRunning } = useAction(onEnd);
  const device = session.device ?? texts.unknownDevice;
  const facts = [
    texts.methods[session.method],
    session.address,
    <>
      {texts.lastUsed} <TimeAgo at={session.lastUsedAt} />
    </>,
  ];
  const end = (
    <Button variant="default" loading={isRunning} onClick={run} aria-label={texts.endOf(device)}>
      {texts.end}
    </Button>
  );
  return (
    <Row mark={<IconDeviceDesktop size={20} stroke={1.5} aria-hidden />} name={device} facts={facts} actions={end} />
  );
}
