import { type Bar, atLeast, atMost, ofNumber, ofSpread } from './bar.ts';
import type { Figures } from './figures.ts';
import type { Section } from './section.ts';
import { number } from './table.ts';

function fullLoad(figures: Figures) {
  return figures.throughput?.find(({ conversations, inFlight }) => conversations === 50 && inFlight === 4);
}

const BARS: readonly Bar[] = [
  {
    what: 'durable throughput, 50 conversations × 4 in flight, to bare',
    must: '≥ 0.6',
    goal: '≥ 1.0',
    measured: (figures) => ofSpread(fullLoad(figures)?.ratios['bare, messages/s']),
    isMet: atLeast(0.6),
    isGoal: atLeast(1),
  },
  {
    what: 'the same to textbook',
    must: '≥ 8',
    goal: '≥ 12',
    measured: (figures) => ofSpread(fullLoad(figures)?.ratios['textbook, messages/s']),
    isMet: atLeast(8),
    isGoal: atLeast(12),
  },
  {
    what: 'CPU per delivered message to textbook',
    must: '≤ 1/8',
    goal: '≤ 1/12',
    measured: (figures) => {
      const ratio = fullLoad(figures)?.ratios['textbook, CPU per message'];
      return ratio && { value: ratio.median, text: `1/${number(1 / ratio.median)}` };
    },
    isMet: atMost(1 / 8),
    isGoal: atMost(1 / 12),
  },
  {
    what: "p99 send → delivered at half of bare's maximum, to bare",
    must: '≤ 2',
    goal: '≤ 1.5',
    measured: (figures) => ofSpread(figures['open-loop']?.at(-1)?.p99Ratio),
    isMet: atMost(2),
    isGoal: atMost(1.5),
  },
  {
    what: 'memory per idle authenticated connection to bare',
    must: '≤ 1.3',
    goal: '≤ 1.1',
    measured: (figures) => ofSpread(figures.memory?.ratios.at(-1)),
    isMet: atMost(1.3),
    isGoal: atMost(1.1),
  },
  {
    what: 'CPU of an uninterested instance per message',
    must: '≤ 0.2 µs',
    goal: '0',
    measured: (figures) => ofSpread(figures.uninterested?.parley?.beyondRest),
    isMet: atMost(0.2),
    isGoal: atMost(0.005),
  },
  {
    what: 'hot conversation, 32 writers × 4 in flight, to one row-locking statement per message',
    must: '≥ 8',
    goal: '≥ 15',
    measured: (figures) => ofSpread(figures['hot-conversation']?.parley.find(({ inFlight }) => inFlight === 4)?.ratio),
    isMet: atLeast(8),
    isGoal: atLeast(15),
  },
  {
    what: 'page at the end of 1,000,000 events to one at the start',
    must: '≤ 1.5',
    goal: '≤ 1.1',
    measured: (figures) => ofSpread(figures.paging?.ratio),
    isMet: atMost(1.5),
    isGoal: atMost(1.1),
  },
  {
    what: 'Redis away: p99 send → delivered between instances',
    must: '≤ 2.5 s',
    goal: '≤ 1.5 s',
    measured: (figures) =>
      ofNumber(
        worst(figures, ({ away }) => away.p99 ?? Number.POSITIVE_INFINITY),
        ' s',
      ),
    isMet: atMost(2.5),
    isGoal: atMost(1.5),
  },
  {
    what: 'Redis back: until messages are as fast as before',
    must: '≤ 2 s',
    goal: '≤ 1.5 s',
    measured: (figures) =>
      ofNumber(
        worst(figures, ({ normalAfter }) => normalAfter),
        ' s',
      ),
    isMet: atMost(2),
    isGoal: atMost(1.5),
  },
  {
    what: 'reconnect storm: all clients back and complete',
    must: '≤ 10 s',
    goal: '',
    measured: ({ 'reconnect-storm': storm }) => ofNumber(storm && storm.allAfter / 1000, ' s'),
    isMet: atMost(10),
    isGoal: () => false,
  },
  {
    what: 'reconnect storm: catch-up queries per client',
    must: '≤ 0.1',
    goal: '',
    measured: ({ 'reconnect-storm': storm }) => ofNumber(storm && storm.queries / storm.clients, ''),
    isMet: atMost(0.1),
    isGoal: () => false,
  },
];

/** In seconds: the worse of the ways in which Redis went away. */
function worst(
  figures: Figures,
  of: (outage: NonNullable<Figures['redis-away']>[number]) => number,
): number | undefined {
  const outages = figures['redis-away'];
  return outages && Math.max(...outages.map(of)) / 1000;
}

export function barsSection(figures: Figures): Section {
  const rows = BARS.map((bar) => {
    const found = bar.measured(figures);
    return [bar.what, bar.must, bar.goal, found?.text ?? 'not measured', found ? verdict(bar, found.value) : ''];
  });
  return { title: 'The bars', rows: [['what', 'must', 'goal', 'measured', 'met'], ...rows] };
}

function verdict({ isMet, isGoal }: Bar, value: number): string {
  if (isGoal(value)) return 'goal';
  return isMet(value) ? 'must' : 'no';
}
