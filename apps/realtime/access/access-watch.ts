import { setTimeout } from 'node:timers/promises';

import { Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap } from '@nestjs/common';

import { AccessNews } from '#accounts';
import type { Subject } from '#accounts';
import { DomainError } from '#common';
import type { SessionActor } from '#common';
import { DISCONNECTS } from '#contracts';
import type { DisconnectReason, ErrorCode } from '#contracts';
import { SocketRegistry, applyCheck, beginCheck, closeSocket } from '#gateway-kit';
import type { Socket } from '#gateway-kit';
import { Logger } from '#observability';
import { Lifecycle } from '#process';
import { AccessCheck } from '#visitors';

const RETRY_MS = 1_000;

/**
 * Sockets stay checked: whenever access changes, those whom it concerns are checked anew, and end with the reason that the
 * check gives, or go on with what it says. One round at a time; what comes meanwhile is the next round.
 */
@Injectable()
export class AccessWatch implements OnApplicationBootstrap {
  readonly #due = new Set<Socket>();
  #isRunning = false;

  constructor(
    private readonly news: AccessNews,
    private readonly registry: SocketRegistry,
    private readonly access: AccessCheck,
    private readonly lifecycle: Lifecycle,
    private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.news.watch({
      isIdle: () => this.registry.size === 0,
      onChange: (subjects) => this.look(subjects.flatMap(({ kind, id }: Subject) => this.registry.of(kind, id))),
    });
  }

  /** Checks these anew, soon. */
  look(sockets: readonly Socket[]): void {
    for (const socket of sockets) this.#due.add(socket);
    if (!this.#isRunning) void this.run();
  }

  private async run(): Promise<void> {
    this.#isRunning = true;
    while (this.#due.size > 0 && !this.lifecycle.isDraining) {
      const sockets = [...this.#due];
      this.#due.clear();
      await this.recheck(sockets).catch(async (error: unknown) => {
        this.logger.warn('access could not be checked, will be tried again', { reason: String(error) });
        for (const socket of sockets) this.#due.add(socket);
        await setTimeout(RETRY_MS);
      });
    }
    this.#isRunning = false;
  }

  private async recheck(sockets: readonly Socket[]): Promise<void> {
    const check = beginCheck();
    const checked = sockets.map(({ data: { actor, address = null } }) => ({ actor, address }));
    const answers = await this.access.checkAll(checked);
    const reasons = sockets.map((socket, index) => reasonToClose(socket, check, answers[index]));
    for (const [reason, count] of countOf(reasons)) this.logger.log('closed sockets', { reason, count });
  }
}

/** Closes the socket if it has to be, and says why it did. */
function reasonToClose(
  socket: Socket,
  check: number,
  answer: SessionActor | DomainError | undefined,
): DisconnectReason | null {
  if (!answer) return null;
  const reason = answer instanceof DomainError ? reasonOf(answer.code) : settle(socket, check, answer);
  if (reason) closeSocket(socket, reason);
  return reason;
}

/** A name changes in place. Another role is another screen: the client comes back with what it may do now. */
function settle(socket: Socket, check: number, fresh: SessionActor): DisconnectReason | null {
  const before = socket.data.actor;
  const isApplied = applyCheck(socket, check, fresh);
  const hasOtherRole = before.kind === 'agent' && fresh.kind === 'agent' && before.role !== fresh.role;
  return isApplied && hasOtherRole && socket.connected ? 'access_changed' : null;
}

/** The refusals of `AccessCheck` are reasons of the same name. */
function reasonOf(code: ErrorCode): DisconnectReason {
  return Object.hasOwn(DISCONNECTS, code) ? (code as DisconnectReason) : 'token_expired';
}

function countOf(reasons: readonly (DisconnectReason | null)[]): Map<DisconnectReason, number> {
  const counts = new Map<DisconnectReason, number>();
  for (const reason of reasons) if (reason) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return counts;
}
