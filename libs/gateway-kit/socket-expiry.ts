import { Inject, Injectable } from '@nestjs/common';
import type { OnModuleDestroy } from '@nestjs/common';

import { CONFIG } from '#config';
import type { Config } from '#config';

import { closeSocket } from './close-socket.ts';
import type { Socket } from './socket.ts';
import { TimerWheel } from './timer-wheel.ts';

const TURN_MS = 1_000;

/** Closes sockets that nobody has vouched for in time. One timer for all of them. */
@Injectable()
export class SocketExpiry implements OnModuleDestroy {
  readonly #wheel = new TimerWheel<Socket>(performance.now());
  readonly #trustMs: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(@Inject(CONFIG) config: Config) {
    this.#trustMs = config.socketSessionSeconds * 1000;
  }

  onModuleDestroy(): void {
    clearInterval(this.#timer);
  }

  /** From now on for a while again, but no longer than its ticket allows; answers until when. Times are counted by a clock that nobody sets. */
  trust(socket: Socket): Date {
    this.#timer ??= setInterval(() => this.turn(), TURN_MS).unref();
    this.forget(socket);
    const trustMs = this.trustOf(socket);
    const deadline = performance.now() + trustMs;
    if (socket.connected) {
      socket.data.trustedUntil = deadline;
      this.#wheel.add(socket, deadline);
    }
    return new Date(Date.now() + trustMs);
  }

  private trustOf({ data: { vouchedUntil } }: Socket): number {
    if (!vouchedUntil) return this.#trustMs;
    return Math.max(0, Math.min(this.#trustMs, vouchedUntil.getTime() - Date.now()));
  }

  forget(socket: Socket): void {
    const { trustedUntil } = socket.data;
    if (trustedUntil !== undefined) this.#wheel.delete(socket, trustedUntil);
  }

  private turn(): void {
    for (const socket of this.#wheel.turn(performance.now())) closeSocket(socket, 'token_expired');
  }
}
