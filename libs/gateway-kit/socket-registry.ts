import { Injectable } from '@nestjs/common';

import type { SessionActor } from '#common';

import type { Socket } from './socket.ts';

/** Whom a socket belongs to, in five ways. */
export type SubjectKind = 'session' | 'agent' | 'visitor' | 'site' | 'workspace';

/** Most keys have one socket: a set is made for the second. */
type Index = Map<string, Socket | Set<Socket>>;

/** The sockets of this instance by whom they belong to, from before their access is checked until they are gone. */
@Injectable()
export class SocketRegistry {
  readonly #indexes: Record<SubjectKind, Index> = {
    session: new Map(),
    agent: new Map(),
    visitor: new Map(),
    site: new Map(),
    workspace: new Map(),
  };
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Who it belongs to never changes, whatever else of its actor does. */
  add(socket: Socket): void {
    this.#size += 1;
    for (const [kind, id] of subjectsOf(socket.data.actor)) include(this.#indexes[kind], id, socket);
  }

  /** Harmless for one that is not here. */
  delete(socket: Socket): void {
    const { actor } = socket.data;
    if (!this.of('session', actor.sessionId).includes(socket)) return;
    this.#size -= 1;
    for (const [kind, id] of subjectsOf(actor)) exclude(this.#indexes[kind], id, socket);
  }

  /** Oldest first. */
  of(kind: SubjectKind, id: string): readonly Socket[] {
    const found = this.#indexes[kind].get(id);
    if (found === undefined) return [];
    return found instanceof Set ? [...found] : [found];
  }
}

function subjectsOf(actor: SessionActor): (readonly [SubjectKind, string])[] {
  const common = [
    ['session', actor.sessionId],
    [actor.kind, actor.id],
    ['workspace', actor.workspaceId],
  ] as const;
  return actor.kind === 'visitor' ? [...common, ['site', actor.siteId]] : [...common];
}

function include(index: Index, id: string, socket: Socket): void {
  const found = index.get(id);
  if (found === undefined) index.set(id, socket);
  else if (found instanceof Set) found.add(socket);
  else index.set(id, new Set([found, socket]));
}

function exclude(index: Index, id: string, socket: Socket): void {
  const found = index.get(id);
  if (found === socket) index.delete(id);
  else if (found instanceof Set && found.delete(socket) && found.size === 0) index.delete(id);
}
