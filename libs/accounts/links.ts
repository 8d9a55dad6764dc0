import { Inject, Injectable } from '@nestjs/common';

import { CONFIG } from '#config';
import type { Config } from '#config';

/** Pages of the console that a link leads to. */
export type LinkTarget = 'invitation' | 'new-password';

/** Links for people. Their secret is in the fragment, which browsers send to nobody. */
@Injectable()
export class Links {
  readonly #publicUrl: string | null;

  constructor(@Inject(CONFIG) config: Config) {
    this.#publicUrl = config.publicUrl;
  }

  /** `origin` serves where no public address is set: that of the request, good enough for who sent it and for nobody else. */
  to(target: LinkTarget, token: string, origin?: string): string {
    const base = this.#publicUrl ?? origin;
    if (!base) throw new Error('there is neither a public address nor one of a request');
    return new URL(`/console/${target}#${token}`, base).href;
  }
}
