import type { Results } from './figures.ts';
import { type Bar, drawing } from './svg.ts';
import { number } from './table.ts';

const SYSTEMS = [
  { name: 'parley', label: 'Parley (stored)', isOurs: true },
  { name: 'bare', label: 'bare Socket.IO (not stored)', isOurs: false },
  { name: 'textbook', label: 'textbook Nest + Prisma (stored)', isOurs: false },
] as const;

/** Messages per second and CPU per message, side by side; undefined when the load was not measured. */
export function picture({ figures, machine }: Results): string | undefined {
  const load = figures.throughput?.find(({ conversations, inFlight }) => conversations === 50 && inFlight === 4);
  if (!load) return undefined;
  const bars = (figure: 'messagesPerSecond' | 'cpuPerMessage'): Bar[] =>
    SYSTEMS.flatMap(({ name, label, isOurs }) => {
      const spread = load.systems[name]?.[figure];
      return spread ? [{ label, isOurs, ...spread, text: number(spread.median) }] : [];
    });
  const place = machine.pinning.startsWith('none') ? '' : ', one core for all servers';
  return drawing(`50 conversations, two members each on different instances, 4 messages in flight${place}`, [
    { title: 'messages per second: more is better', bars: bars('messagesPerSecond') },
    { title: 'CPU µs per delivered message, all processes: less is better', bars: bars('cpuPerMessage') },
  ]);
}
