import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap } from '@nestjs/common';

import { CONFIG } from '#config';
import type { Config } from '#config';
import { IdleClosing } from '#conversations';
import { Logger } from '#observability';
import { Lifecycle } from '#process';

/** Closes idle conversations, round after round. Several workers may do it at once. */
@Injectable()
export class IdleSweep implements OnApplicationBootstrap {
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> | undefined;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly closing: IdleClosing,
    private readonly lifecycle: Lifecycle,
    private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.idleCloseMinutes === 0) return;
    this.#timer = setInterval(() => void this.sweep(), this.config.idleSweepSeconds * 1000);
    this.lifecycle.onDrain(async () => {
      clearInterval(this.#timer);
      await this.#round;
    });
  }

  /** One round at a time; never rejects. */
  sweep(): Promise<void> {
    this.#round ??= this.closing
      .closeIdle(this.config.idleCloseMinutes * 60)
      .then((closed) => closed > 0 && this.logger.log('closed idle conversations', { closed }))
      .catch((error: unknown) =>
        this.logger.warn('closing idle conversations failed, will be tried again', { reason: String(error) }),
      )
      .then(() => (this.#round = undefined));
    return this.#round;
  }
}
