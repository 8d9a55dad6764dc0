import { hotConversation } from './hot-conversation.ts';
import { memory } from './memory.ts';
import { openLoop } from './open-loop.ts';
import { paging } from './paging.ts';
import { price } from './price.ts';
import { reconnectStorm } from './reconnect-storm.ts';
import { redisAway } from './redis-away.ts';
import { throughput } from './throughput.ts';
import { uninterested } from './uninterested.ts';

/** In the order in which they run. */
export const CASES = [
  throughput,
  openLoop,
  uninterested,
  hotConversation,
  memory,
  reconnectStorm,
  redisAway,
  price,
  paging,
] as const;
