import type { Rig } from './rig.ts';
import type { Recorder } from './recorder.ts';

/** One of so many tellings is looked up. */
const EVERY = 10;
const AT_ONCE = 4;

/** Asks the database, past every proxy, whether it has what somebody was just told. */
export class Probe {
  readonly #rig: Rig;
  readonly #recorder: Recorder;
  #told = 0;
  #asking = 0;

  constructor(rig: Rig, recorder: Recorder) {
    this.#rig = rig;
    this.#recorder = recorder;
  }

  readonly onTold = (event: { conversation: string; seq: number; clientId: string }): void => {
    this.#told += 1;
    if (this.#told % EVERY !== 0 || this.#asking >= AT_ONCE || !this.#rig.postgres.isUp) return;
    this.#asking += 1;
    // A database that is away just now answers nothing, which proves nothing.
    this.#ask(event)
      .catch(() => undefined)
      .finally(() => (this.#asking -= 1));
  };

  async #ask({ conversation, seq, clientId }: { conversation: string; seq: number; clientId: string }): Promise<void> {
    const sql = 'SELECT 1 FROM events WHERE conversation_id = $1 AND seq = $2 AND client_id = $3';
    const { rowCount } = await this.#rig.postgres.pool.query(sql, [conversation, seq, clientId]);
    this.#recorder.add({ op: 'probed', conversation, seq, clientId, isStored: rowCount === 1 });
  }
}
