import type { SessionActor } from '#common';

import type { Socket } from './socket.ts';

let checks = 0;

/** To be called before the database is asked: answers are applied in this order, whichever comes first. */
export function beginCheck(): number {
  checks += 1;
  return checks;
}

/** The socket's commands are those of this actor from now on, unless a later check has said something already. False then. */
export function applyCheck(socket: Socket, check: number, actor: SessionActor): boolean {
  if ((socket.data.check ?? 0) > check) return false;
  socket.data.check = check;
  socket.data.actor = actor;
  return true;
}
