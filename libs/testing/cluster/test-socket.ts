import { io } from 'socket.io-client';
import type { ManagerOptions, Socket } from 'socket.io-client';

import { LOG_EVENT_TYPES, NAMESPACES, SOCKET_PATH } from '#contracts';
import type {
  CommandInput,
  CommandName,
  CommandOutput,
  Envelope,
  ErrorBody,
  EventName,
  EventPayload,
  LogEvent,
} from '#contracts';

interface Waiting {
  name: string;
  matches: (payload: unknown) => boolean;
  resolve: (payload: never) => void;
}

/** A bare client: it sends what it is told and writes down what it hears. The product's own client is libs/client. */
export class TestSocket {
  /** Every log event that came as a frame, in the order of arrival. */
  readonly log: LogEvent[] = [];
  /** How the server ended the connection, once it has. */
  readonly closed: Promise<string>;
  readonly #unread: { name: string; payload: unknown }[] = [];
  #waiting: Waiting[] = [];

  private constructor(readonly socket: Socket) {
    this.closed = new Promise((resolve) => socket.once('disconnect', resolve));
    socket.onAny((name: string, payload: unknown) => this.hear(name, payload));
  }

  /** Rejects with the server's `ErrorBody` when it refuses the handshake. */
  static connect(
    url: string,
    kind: keyof typeof NAMESPACES,
    ticket: unknown,
    options: Pick<ManagerOptions, 'extraHeaders' | 'ca'> = {},
  ): Promise<TestSocket> {
    const socket = io(url + NAMESPACES[kind], {
      path: SOCKET_PATH,
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      auth: { ticket },
      ...options,
    });
    const client = new TestSocket(socket);
    return new Promise((resolve, reject) => {
      socket.once('connect', () => resolve(client));
      socket.once('connect_error', (error: Error & { data?: ErrorBody }) => reject(error.data ?? error));
    });
  }

  /** Rejects when the connection ends first: whether the command was carried out is then unknown. */
  send<N extends CommandName>(name: N, input: CommandInput<N>): Promise<Envelope<CommandOutput<N>>> {
    return this.sendRaw(name, input) as Promise<Envelope<CommandOutput<N>>>;
  }

  /** Anything at all. */
  sendRaw(name: string, ...args: unknown[]): Promise<Envelope<unknown>> {
    return new Promise((resolve, reject) => {
      void this.closed.then((reason) => reject(new Error(`connection ended: ${reason}`)));
      this.socket.emit(name, ...args, resolve);
    });
  }

  /** The data of a command that must succeed. */
  async ask<N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandOutput<N>> {
    const envelope = await this.send(name, input);
    if (!envelope.ok) throw new Error(`${name} was refused: ${envelope.error.code}`);
    return envelope.data;
  }

  /** The next event of that name that matches and was not taken yet, whether it has come already or is still to come. */
  next<N extends EventName>(
    name: N,
    matches: (payload: EventPayload<N>) => boolean = () => true,
  ): Promise<EventPayload<N>> {
    const wanted = matches as (payload: unknown) => boolean;
    const index = this.#unread.findIndex((event) => event.name === name && wanted(event.payload));
    if (index >= 0) return Promise.resolve(this.#unread.splice(index, 1)[0]?.payload as EventPayload<N>);
    return new Promise((resolve) => this.#waiting.push({ name, matches: wanted, resolve }));
  }

  /** Starts to follow a conversation; its newest page counts as heard. */
  async follow(conversationId: string, after?: number): Promise<CommandOutput<'resume'>['conversations'][number]> {
    const { conversations } = await this.ask('resume', { conversations: [{ conversationId, after }] });
    const resumed = conversations[0];
    if (!resumed) throw new Error('resume answered nothing');
    return resumed;
  }

  close(): void {
    this.socket.disconnect();
  }

  private hear(name: string, payload: unknown): void {
    if ((LOG_EVENT_TYPES as string[]).includes(name)) this.log.push(payload as LogEvent);
    const index = this.#waiting.findIndex((waiting) => waiting.name === name && waiting.matches(payload));
    if (index < 0) return void this.#unread.push({ name, payload });
    this.#waiting.splice(index, 1)[0]?.resolve(payload as never);
  }
}
