import { setTimeout as delay } from 'node:timers/promises';

import type { Percentiles } from '../bench/load/latencies.ts';
import { pinSelf } from '../bench/machine/affinity.ts';
import type { Cores } from '../bench/machine/affinity.ts';
import type { Attack } from './attack.ts';
import type { Report } from './bystander.ts';
import { PeacefulPair } from './peaceful-pair.ts';
import { Town } from './town.ts';
import { Watch } from './watch.ts';

export interface SiegeResult {
  attack: string;
  limits: 'on' | 'off';
  sent: number;
  /** Of the bystanders' messages: before, and during the attack. */
  calm: Percentiles;
  attacked: Percentiles;
}

export interface SiegeFigures {
  results: SiegeResult[];
  peakMib: number;
  acknowledged: number;
  violations: string[];
}

export interface SiegeOptions {
  attacks: readonly Attack[];
  limits: 'on' | 'off';
  /** Of each attack. */
  seconds: number;
  seed: number;
  /** Null where they cannot be kept apart. */
  cores: Cores | null;
  say: (line: string) => void;
}

/** Long enough for a 99th percentile, and never longer than the attack. */
const CALM_SECONDS = 15;

/** A town is attacked in one way after the other, while two people in it go on talking. */
export async function besiege({ attacks, limits, seconds, seed, cores, say }: SiegeOptions): Promise<SiegeFigures> {
  if (cores) pinSelf(cores.servers);
  const town = await Town.open(limits);
  if (cores) pinSelf(cores.generator);
  const watch = new Watch(town);
  const pair = await PeacefulPair.start(town);
  const results: SiegeResult[] = [];
  const violations: string[] = [];
  try {
    for (const attack of attacks) {
      await pair.ask({ ask: 'latency' });
      await delay(Math.min(seconds / 2, CALM_SECONDS) * 1_000);
      const calm = (await pair.ask({ ask: 'latency' })).latency;
      const outcome = await attack.run(town, AbortSignal.timeout(Math.round(seconds * 1_000)), seed);
      const attacked = (await pair.ask({ ask: 'latency' })).latency;
      results.push({ attack: attack.name, limits, sent: outcome.sent, calm, attacked });
      violations.push(...[...outcome.violations, ...(await watch.violations())].map((one) => `${attack.name}: ${one}`));
      say(
        `${attack.name}, limits ${limits}: ${outcome.sent} sent, bystander p50 ${ms(calm.p50)} → ${ms(attacked.p50)}, p99 ${ms(calm.p99)} → ${ms(attacked.p99)}, ${violations.length} violations`,
      );
    }
    const report = await pair.ask({ ask: 'end' });
    violations.push(...(await judgeTalk(town, report)));
    return {
      results,
      peakMib: watch.peakMib,
      acknowledged: report.acknowledged.length,
      violations: unique(violations),
    };
  } finally {
    watch.stop();
    pair.stop();
    await town.close();
  }
}

/** Whatever went on around them: what they were told is stored is there once, and both heard the log in its order. */
async function judgeTalk({ cluster, peaceful }: Town, { acknowledged, heard, refused }: Report): Promise<string[]> {
  // Not over REST: from the attackers' address nobody may ask for a while.
  const { rows } = await cluster.pool.query<{ client_id: string }>(
    'SELECT client_id FROM events WHERE conversation_id = $1 ORDER BY seq',
    [peaceful.conversationId],
  );
  const stored = rows.map((row) => row.client_id);
  const place = new Map(stored.map((clientId, index) => [clientId, index]));
  const isInOrder = (ids: string[]) =>
    ids.every((id, i) => i === 0 || (place.get(id) ?? -1) > (place.get(ids[i - 1] ?? '') ?? 0));
  return [
    ...(acknowledged.length === 0 ? ['the bystanders could not say a word'] : []),
    ...acknowledged.filter((id) => !place.has(id)).map((id) => `the bystanders' message ${id} was lost`),
    ...(place.size < stored.length ? ['a message of the bystanders is there twice'] : []),
    ...heard.filter((ids) => !isInOrder(ids)).map(() => 'a bystander heard the log out of order'),
    ...refused.map((code) => `the bystanders were refused: ${code}`),
  ];
}

function unique(lines: readonly string[]): string[] {
  return [...new Set(lines)];
}

function ms(value: number | null): string {
  return value === null ? 'none' : `${value.toFixed(1)} ms`;
}
