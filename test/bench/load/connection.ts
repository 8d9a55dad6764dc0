import { WebSocket } from 'ws';

import type { Member } from './member.ts';

/** What a connection hears; bytes, because to parse every frame would make the generator the limit. */
export interface FrameListener {
  onAck(ackId: number, isOk: boolean): void;
  onEvent(frame: Buffer): void;
}

const DIGIT_ZERO = 48;
const PING = '2'.charCodeAt(0);
const MESSAGE = '4'.charCodeAt(0);
const EVENT = '2'.charCodeAt(0);
const ACK = '3'.charCodeAt(0);
const TRUE = 't'.charCodeAt(0);
/** From the bracket behind the ack's id to the value of its first field: `[{"ok":`. */
const TO_OK = 7;

/**
 * A Socket.IO connection at the level of frames (Engine.IO 4 over WebSocket): a fraction of what a real client costs, so
 * that servers are the limit. Answers pings, understands acks, hands everything else on.
 */
export class Connection {
  listener: FrameListener | undefined;
  readonly closed: Promise<unknown>;
  readonly #prefix: string;
  #answer: ((frame: string) => void) | undefined;

  private readonly socket: WebSocket;

  private constructor(socket: WebSocket, namespace: string) {
    this.socket = socket;
    this.#prefix = namespace === '' ? '' : `${namespace},`;
    // Not events.once, which would reject at an error.
    this.closed = new Promise((resolve) => socket.on('close', resolve));
    socket.on('message', (frame: Buffer) => this.receive(frame));
    socket.on('error', () => undefined); // followed by close
  }

  /** Connected, authenticated and, if the member has something to join, joined. Rejects with what the server said. */
  static async open(member: Member, tls: { ca?: string } = {}): Promise<Connection> {
    const address = `${member.url.replace(/^http/, 'ws')}${member.path}?EIO=4&transport=websocket`;
    const socket = new WebSocket(address, { perMessageDeflate: false, skipUTF8Validation: true, ...tls });
    const connection = new Connection(socket, member.namespace);
    await connection.heard();
    const accepted = await connection.ask(`40${connection.#prefix}${JSON.stringify(member.auth)}`);
    if (!accepted.startsWith('40')) throw new Error(`the server refused the connection: ${accepted}`);
    if (member.join) await connection.command(...member.join);
    return connection;
  }

  /** A command before the load begins; resolves with the ack's frame. */
  async command(name: string, input: object): Promise<string> {
    const ack = await this.ask(`42${this.#prefix}0${JSON.stringify([name, input])}`);
    if (!ack.includes('[{"ok":true')) throw new Error(`${name} was refused: ${ack}`);
    return ack;
  }

  send(frame: string): void {
    this.socket.send(frame);
  }

  /** What stands before and behind the ack id and the message's own parts. */
  get prefix(): string {
    return `42${this.#prefix}`;
  }

  close(): void {
    this.socket.terminate();
  }

  private async ask(frame: string): Promise<string> {
    const answer = this.heard();
    this.send(frame);
    return answer;
  }

  private async heard(): Promise<string> {
    const ended = this.closed.then(() => Promise.reject(new Error('the server ended the connection')));
    return Promise.race([ended, new Promise<string>((resolve) => (this.#answer = resolve))]);
  }

  private receive(frame: Buffer): void {
    if (frame[0] === PING) return this.send('3');
    if (this.#answer && !this.isEvent(frame)) return this.settle(frame);
    if (frame[0] !== MESSAGE || !this.listener) return;
    if (frame[1] === ACK) this.receiveAck(frame, this.listener);
    else if (frame[1] === EVENT) this.listener.onEvent(frame);
  }

  private isEvent(frame: Buffer): boolean {
    return frame[0] === MESSAGE && frame[1] === EVENT;
  }

  private settle(frame: Buffer): void {
    const answer = this.#answer;
    this.#answer = undefined;
    answer?.(frame.toString());
  }

  private receiveAck(frame: Buffer, listener: FrameListener): void {
    let ackId = 0;
    let position = 2 + this.#prefix.length;
    for (let digit = digitAt(frame, position); digit >= 0 && digit <= 9; digit = digitAt(frame, position)) {
      ackId = ackId * 10 + digit;
      position += 1;
    }
    listener.onAck(ackId, frame[position + TO_OK] === TRUE);
  }
}

function digitAt(frame: Buffer, position: number): number {
  return (frame[position] ?? 0) - DIGIT_ZERO;
}
