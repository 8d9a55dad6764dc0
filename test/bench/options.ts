import { parseArgs } from 'node:util';

export const SYSTEM_NAMES = ['parley', 'bare', 'textbook'] as const;
export type SystemName = (typeof SYSTEM_NAMES)[number];

export interface Options {
  /** Runs of each paired case. */
  runs: number;
  /** Seconds per case instead of minutes: to see that it works. The figures are not worth anything. */
  isQuick: boolean;
  /** Names of cases; empty: all. */
  only: readonly string[];
  systems: readonly SystemName[];
  /** Closed loops to run, as conversations × messages in flight. */
  loads: readonly Load[];
  jsonFile: string | undefined;
}

export interface Load {
  conversations: number;
  inFlight: number;
}

const LOADS = '50x1,50x4,250x1,250x4';

export const USAGE = `npm run bench -- [options]
  --only NAME…       cases to run (default: all)
  --runs N           runs of each paired case (default 5)
  --quick            two runs, short ones: to see that it works
  --systems A,B      of ${SYSTEM_NAMES.join(',')}
  --load CxF,…       closed loops: conversations x in flight (default ${LOADS})
  --json FILE        write the figures`;

/** Throws for what it does not know. */
export function readOptions(args: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      only: { type: 'string', multiple: true, default: [] },
      runs: { type: 'string' },
      quick: { type: 'boolean', default: false },
      systems: { type: 'string', default: SYSTEM_NAMES.join(',') },
      load: { type: 'string', default: LOADS },
      json: { type: 'string' },
    },
  });
  return {
    runs: Number(values.runs ?? (values.quick ? 2 : 5)),
    isQuick: values.quick,
    // `--only a b` and `--only a,b` alike.
    only: [...values.only, ...positionals].flatMap((names) => names.split(',')),
    systems: SYSTEM_NAMES.filter((name) => values.systems.split(',').includes(name)),
    loads: values.load.split(',').map(toLoad),
    jsonFile: values.json,
  };
}

function toLoad(text: string): Load {
  const [, conversations, inFlight] = /^(\d+)x(\d+)$/.exec(text) ?? [];
  if (!conversations || !inFlight) throw new Error(`--load takes for example 50x4, not ${text}`);
  return { conversations: Number(conversations), inFlight: Number(inFlight) };
}
