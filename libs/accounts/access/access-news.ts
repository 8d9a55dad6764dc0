import { Injectable } from '@nestjs/common';
import type { OnModuleDestroy } from '@nestjs/common';

import { Bus, channels } from '#backplane';
import type { Subscription } from '#backplane';
import { SqlPool } from '#database';
import { Logger } from '#observability';

import type { Subject, SubjectNotice } from './access-changes.ts';

export interface AccessListener {
  /** Nobody is here whom a change could concern: the table need not be read. */
  isIdle: () => boolean;
  /** Look at these anew. Some changes are told twice; must not throw. */
  onChange: (subjects: readonly Subject[]) => void;
}

interface Row {
  id: string;
  kind: Subject['kind'];
  subject_id: string;
}

const EVERY_MS = 2_000;
/** Rows appear when their transaction commits, up to this long after their time. */
const COMMIT_SECONDS = 30;

const RECENT = {
  name: 'recent_access_changes',
  text: `
  SELECT id, subject_kind AS kind, subject_id FROM access_changes
  WHERE at > now() - make_interval(secs => $1)`,
};

/**
 * Whom changes of access concern, told to who watches over connections: at once by the bus, and from the table every two
 * seconds, which is all there is while Redis is away. It only ever says "look"; what holds is for `AccessCheck` to say.
 */
@Injectable()
export class AccessNews implements OnModuleDestroy {
  #timer: NodeJS.Timeout | undefined;
  #stops: (() => void)[] = [];
  #subscription: Promise<Subscription> | undefined;
  #round: Promise<void> | undefined;
  #seen: ReadonlySet<string> = new Set();
  /** Rows that the bus has told of since a reading began that succeeded. */
  #heard = new Set<string>();
  #readAt = performance.now();

  constructor(
    private readonly bus: Bus,
    private readonly pool: SqlPool,
    private readonly logger: Logger,
  ) {}

  /** For one listener, until the process ends. */
  watch(listener: AccessListener): void {
    this.#subscription = this.bus.subscribe(channels.control, (message) => this.hear(message, listener));
    this.#stops.push(this.bus.onRecovered(() => void this.read(listener)));
    this.#timer = setInterval(() => void this.read(listener), EVERY_MS);
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.#timer);
    for (const stop of this.#stops) stop();
    (await this.#subscription)?.close();
    await this.#round;
  }

  private hear(message: string, listener: AccessListener): void {
    try {
      const notices = JSON.parse(message) as Partial<SubjectNotice>[];
      listener.onChange(notices as Subject[]);
      for (const { rowId } of notices) if (rowId !== undefined && !listener.isIdle()) this.#heard.add(rowId);
    } catch (error) {
      this.logger.warn('a notice of access was not understood', { reason: String(error) });
    }
  }

  /** One round at a time; never rejects. A round that failed is made up for by the next, however long that takes. */
  private read(listener: AccessListener): Promise<void> {
    this.#round ??= this.readOnce(listener)
      .catch((error: unknown) =>
        this.logger.warn('changes of access could not be read, will be tried again', { reason: String(error) }),
      )
      .finally(() => (this.#round = undefined));
    return this.#round;
  }

  private async readOnce(listener: AccessListener): Promise<void> {
    const startedAt = performance.now();
    if (!listener.isIdle()) {
      const seconds = COMMIT_SECONDS + (startedAt - this.#readAt) / 1000;
      const before = [...this.#heard];
      const { rows } = await this.pool.query<Row>({ ...RECENT, values: [seconds] });
      const news = rows.filter(({ id }) => !this.#seen.has(id) && !this.#heard.has(id));
      this.#seen = new Set(rows.map(({ id }) => id));
      // What was heard before is among these rows; what is heard meanwhile may be among the next.
      for (const id of before) this.#heard.delete(id);
      if (news.length > 0) listener.onChange(news.map(({ kind, subject_id: id }) => ({ kind, id })));
    }
    this.#readAt = startedAt;
  }
}
