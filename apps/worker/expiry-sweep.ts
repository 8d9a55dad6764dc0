import { Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap } from '@nestjs/common';

import { ExpiredRows } from '#accounts';
import { Logger } from '#observability';
import { Lifecycle } from '#process';

const EVERY_MS = 10 * 60_000;

/** Deletes what has had its time, round after round. Several workers may do it at once. */
@Injectable()
export class ExpirySweep implements OnApplicationBootstrap {
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> | undefined;

  constructor(
    private readonly rows: ExpiredRows,
    private readonly lifecycle: Lifecycle,
    private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => void this.sweep(), EVERY_MS);
    this.lifecycle.onDrain(async () => {
      clearInterval(this.#timer);
      await this.#round;
    });
    void this.sweep();
  }

  /** One round at a time; never rejects. */
  sweep(): Promise<void> {
    this.#round ??= this.rows
      .sweep()
      .then((deleted) => deleted > 0 && this.logger.log('deleted expired rows', { deleted }))
      .catch((error: unknown) =>
        this.logger.warn('deleting expired rows failed, will be tried again', { reason: String(error) }),
      )
      .then(() => (this.#round = undefined));
    return this.#round;
  }
}
