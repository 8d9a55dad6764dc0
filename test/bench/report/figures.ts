import type { HotFigures } from '../cases/hot-conversation.ts';
import type { MemoryFigures } from '../cases/memory.ts';
import type { OpenLoopFigures } from '../cases/open-loop.ts';
import type { PagingFigures } from '../cases/paging.ts';
import type { PriceFigures } from '../cases/price.ts';
import type { StormFigures } from '../cases/reconnect-storm.ts';
import type { RedisAwayFigures } from '../cases/redis-away.ts';
import type { ThroughputFigures } from '../cases/throughput.ts';
import type { UninterestedFigures } from '../cases/uninterested.ts';
import type { Machine } from '../machine/describe.ts';

/** What was measured, by case; those that did not run are missing. */
export interface Figures {
  throughput?: ThroughputFigures;
  'open-loop'?: OpenLoopFigures;
  uninterested?: UninterestedFigures;
  'hot-conversation'?: HotFigures;
  memory?: MemoryFigures;
  'reconnect-storm'?: StormFigures;
  'redis-away'?: RedisAwayFigures;
  price?: PriceFigures;
  paging?: PagingFigures;
}

/** The content of the file that `--json` writes. */
export interface Results {
  machine: Machine;
  runs: number;
  isQuick: boolean;
  startedAt: string;
  seconds: number;
  figures: Figures;
}
