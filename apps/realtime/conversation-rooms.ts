import type { Audience, LogEvent } from '#contracts';
import { isVisibleTo, presentEntry, presentSignal } from '#conversations';
import type { FeedHold } from '#conversations';
import { emitTo } from '#gateway-kit';
import type { Namespace, Socket } from '#gateway-kit';

const PREFIX = 'conversation:';

interface LiveRoom {
  hold: FeedHold;
  stop: () => void;
}

/**
 * The sockets of one audience, by conversation. A room holds its conversation's feed as long as somebody is in it; an event is
 * presented and encoded once per room, however many sockets that is.
 */
export class ConversationRooms {
  readonly #live = new Map<string, LiveRoom>();

  constructor(
    private readonly namespace: Namespace,
    private readonly audience: Audience,
  ) {
    namespace.adapter.on('delete-room', (room: string) => this.close(room));
  }

  /** Takes over the hold. The socket hears what the feed delivers from now on. */
  join(socket: Socket, conversationId: string, hold: FeedHold): void {
    const room = PREFIX + conversationId;
    if (!socket.connected || socket.rooms.has(room)) return hold.close();
    if (this.#live.has(room)) hold.close();
    else this.#live.set(room, this.open(room, hold));
    void socket.join(room);
  }

  leave(socket: Socket, conversationId: string): void {
    void socket.leave(PREFIX + conversationId);
  }

  includes(socket: Socket, conversationId: string): boolean {
    return socket.rooms.has(PREFIX + conversationId);
  }

  /** How many conversations the socket would follow with these added. */
  countWith(socket: Socket, conversationIds: readonly string[]): number {
    const rooms = [...socket.rooms].filter((room) => room.startsWith(PREFIX));
    return new Set([...rooms, ...conversationIds.map((id) => PREFIX + id)]).size;
  }

  private open(room: string, hold: FeedHold): LiveRoom {
    const stop = hold.feed.listen({
      onEntry: (entry, origin) => {
        if (isVisibleTo(entry, this.audience)) this.emit(room, presentEntry(entry, this.audience), origin);
      },
      onSignal: (signal) => emitTo(this.namespace.to(room), signal.name, presentSignal(signal, this.audience)),
    });
    return { hold, stop };
  }

  private emit(room: string, event: LogEvent, origin: string | null): void {
    const audience = origin === null ? this.namespace.to(room) : this.namespace.to(room).except(origin);
    emitTo(audience, event.type, event);
  }

  private close(room: string): void {
    const live = this.#live.get(room);
    if (!live) return;
    this.#live.delete(room);
    live.stop();
    live.hold.close();
  }
}
