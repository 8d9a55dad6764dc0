import { lasting } from '../runner/rig.ts';
import type { Rig } from '../runner/rig.ts';
import type { Fault } from '../runner/scenario.ts';
import { repeatedly } from './clients.ts';

/** Stopped in the middle of everything; recovers from its log. */
export const postgresCrashed: Fault = (world) =>
  repeatedly(world, 600, 1_500, async () => {
    const { rig, random, recorder } = world;
    recorder.add({ op: 'fault', what: 'crash Postgres' });
    await rig.postgres.crash();
    await lasting(random.int(0, 600));
    await rig.postgres.start();
  });

/** The connection breaks after a batch was handed over and before its answer: it is stored, and nobody knows. */
export const postgresRepliesCut: Fault = (world) =>
  repeatedly(world, 20, 150, () => {
    const { postgres } = world.rig.stations[world.random.int(0, world.rig.realtime.length)] ?? world.rig.api;
    cutNextReply(postgres);
  });

function cutNextReply(network: Rig['api']['postgres']): void {
  const asked = new Set<unknown>();
  network.guard = (direction, piece, link) => {
    if (direction === 'up' && piece.includes('append_events')) asked.add(link);
    if (direction === 'up' || !asked.has(link)) return true;
    network.guard = () => true;
    link.reset();
    return false;
  };
}

/** Somebody else holds the rows of some conversations, so that every batch with one of them waits. */
export const postgresLocked: Fault = (world) =>
  repeatedly(world, 100, 400, async () => {
    const { rig, cast, random } = world;
    const ids = Object.keys(cast.conversations).filter(() => random.chance(0.5));
    const holder = await rig.postgres.pool.connect();
    try {
      await holder.query('BEGIN');
      await holder.query('SELECT 1 FROM conversations WHERE id = ANY ($1) ORDER BY id FOR UPDATE', [ids]);
      await lasting(random.int(200, world.duration / 2));
    } finally {
      await holder.query('ROLLBACK');
      holder.release();
    }
  });

/** Nothing can be written, as on a standby or after a full disk. */
export const postgresReadOnly: Fault = async ({ rig, duration }) => {
  await setReadOnly(rig, 'on');
  await lasting(duration);
  await setReadOnly(rig, 'off');
};

async function setReadOnly(rig: Rig, value: 'on' | 'off'): Promise<void> {
  await rig.postgres.pool.query(`ALTER SYSTEM SET default_transaction_read_only = ${value}`);
  await rig.postgres.pool.query('SELECT pg_reload_conf()');
}

/** Postgres answers, but late: what races with what shows. */
export const postgresSlow: Fault = async ({ rig, random, duration }) => {
  for (const { postgres } of rig.stations) {
    const ms = random.int(0, 60);
    postgres.set({ down: { latency: () => ms } });
  }
  await lasting(duration);
};

/** Every connection stops to answer, so that the pool runs dry. */
export const postgresStalled: Fault = async ({ rig, random, duration }) => {
  for (const { postgres } of random.shuffle(rig.stations).slice(1))
    postgres.set({ up: { mode: 'stall' }, down: { mode: 'stall' } });
  await lasting(duration);
};
