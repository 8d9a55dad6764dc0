import type { ClientError } from '#client';
import type { ErrorCode } from '#contracts';

import { messages } from '../../messages.ts';
import { Problem } from '../conversation/problem.tsx';

interface Told {
  title: string;
  detail: string;
  /** Left out where trying again cannot help. */
  action?: string;
}

const TOLD: Partial<Record<ErrorCode, Told>> = {
  banned: { title: messages.banned, detail: messages.bannedDetail },
  origin_not_allowed: { title: messages.notHere, detail: messages.notHereDetail },
  invalid_identity: { title: messages.notProven, detail: messages.notProvenDetail },
  session_ended: { title: messages.ended, detail: messages.endedElsewhere, action: messages.startChat },
};

/** Why there is no chat. */
export function Refusal({ error, onAction }: { error: ClientError; onAction: () => void }) {
  const otherwise = { title: messages.startFailed, detail: error.message, action: messages.tryAgain };
  const told = TOLD[error.code] ?? otherwise;
  return <Problem {...told} onAction={() => onAction()} />;
}
