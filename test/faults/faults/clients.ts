import { lasting } from '../runner/rig.ts';
import type { Fault, World } from '../runner/scenario.ts';

/** Until the trouble is over, again and again. */
export async function repeatedly(world: World, from: number, to: number, act: () => unknown): Promise<void> {
  const end = performance.now() + world.duration;
  while (performance.now() < end) {
    await act();
    await lasting(world.random.int(from, to));
  }
}

/** Connections of clients break: at once, or in the middle of what they send or hear next; some only half. */
export const clientsCut: Fault = (world) =>
  repeatedly(world, 20, 120, () => {
    const { rig, random } = world;
    const links = rig.edges.flatMap((edge) => [...edge.links]);
    if (links.length === 0) return;
    const link = random.pick(links);
    const way = random.pick(['reset', 'up', 'down', 'half'] as const);
    if (way === 'reset') link.reset();
    else if (way === 'half') link.halfClose();
    else link.cutAfter(way, random.int(1, 2_000));
  });

/** Pages are reloaded and clients roam while they have unsent messages. */
export const clientsReload: Fault = async (world) => {
  const { cast, random } = world;
  const reloads: Promise<void>[] = [];
  await repeatedly(world, 50, 250, () => void reloads.push(random.pick(cast.clients).disturb()));
  await Promise.all(reloads);
};

/** People are away for long, with their pages open: what they missed is more than any page and any ring holds. */
export const clientsAway: Fault = async ({ rig, duration }) => {
  for (const edge of [rig.lobby, rig.api.edge]) {
    edge.isShut = true;
    edge.reset();
  }
  await lasting(duration);
};

/** A proxy lets no socket through, REST alone. */
export const socketsRefused: Fault = async ({ rig, duration }) => {
  rig.lobby.isShut = true;
  rig.lobby.reset();
  await lasting(duration);
};

/** Some stop to read what they are sent, with their connections open. */
export const readersStalled: Fault = async ({ rig, random, duration }) => {
  const links = [rig.lobby, ...rig.realtime.map(({ edge }) => edge)].flatMap((edge) => [...edge.links]);
  for (const link of links) if (random.chance(0.4)) link.hold('down');
  await lasting(duration);
};

/** Readers come and go all the time, while subscriptions take long and the instances' databases answer at different speeds. */
export const readersChurn: Fault = async (world) => {
  const { rig, cast, random } = world;
  for (const { postgres, redis } of rig.realtime) {
    const ms = random.int(0, 60);
    postgres.set({ down: { latency: () => ms } });
    redis.set({ up: { latency: (piece) => (/subscribe/i.test(piece.toString('latin1', 0, 64)) ? 300 : 0) } });
  }
  const readers = cast.clients.filter((client) => client.id.includes('observer'));
  await repeatedly(world, 5, 40, () => random.pick(readers).disturb());
};
