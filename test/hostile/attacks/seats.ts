import type { OpenConversation, TestSocket } from '#testing';

type Kind = 'visitor' | 'agent';

/** Two connections of a conversation; who is thrown out comes back, as far as the limits let them. */
export class Seats {
  readonly #sockets: Record<Kind, TestSocket | null>;

  constructor(private readonly open: OpenConversation) {
    this.#sockets = { visitor: open.visitor, agent: open.agent };
  }

  /** Null for now when there is no way back. */
  async take(kind: Kind): Promise<TestSocket | null> {
    if (this.#sockets[kind]?.socket.connected) return this.#sockets[kind];
    this.#sockets[kind]?.close();
    this.#sockets[kind] = await this.open.people[kind].connect().catch(() => null);
    return this.#sockets[kind];
  }

  leave(): void {
    for (const socket of Object.values(this.#sockets)) socket?.close();
  }
}
