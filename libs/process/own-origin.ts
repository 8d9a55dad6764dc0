import type { IncomingHttpHeaders } from 'node:http';

import { Inject, Injectable } from '@nestjs/common';

import { CONFIG } from '#config';
import type { Config } from '#config';

/** Which pages are ours: those of `PARLEY_PUBLIC_URL`, and of the host that was asked. */
@Injectable()
export class OwnOrigin {
  readonly #public: string | null;

  constructor(@Inject(CONFIG) config: Config) {
    this.#public = config.publicUrl && new URL(config.publicUrl).origin;
  }

  /** True as well without an `Origin`: then it is no page of another website, but a program, which could write there what it likes. */
  isOwn({ origin, host, 'sec-fetch-site': site }: IncomingHttpHeaders): boolean {
    if (origin === undefined || site === 'same-origin' || origin === this.#public) return true;
    return URL.canParse(origin) && new URL(origin).host === host?.toLowerCase();
  }
}
