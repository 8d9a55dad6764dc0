import { existsSync } from 'node:fs';

import {
  clientsAway,
  clientsCut,
  clientsReload,
  readersChurn,
  readersStalled,
  socketsRefused,
} from './faults/clients.ts';
import { diskFull, diskObstacle } from './faults/disk.ts';
import * as gateways from './faults/gateways.ts';
import { hostileFrames } from './faults/hostile.ts';
import { anyPairOf, both, pairsOf } from './faults/pairs.ts';
import * as postgres from './faults/postgres.ts';
import * as redis from './faults/redis.ts';
import { backupRestored } from './faults/restore.ts';
import { IN_TIME_MS, sessionsEnded } from './faults/revocation.ts';
import type { Company } from './runner/cast.ts';
import { lasting } from './runner/rig.ts';
import type { Scenario } from './runner/scenario.ts';

const NOBODY: Company = { productVisitors: 0, wireVisitors: 0, productAgents: 0, wireAgents: 0, observers: 0 };
/** Many people with a session each, so that some can lose theirs and others cannot be told from them but by that. */
const REVOKED: readonly Company[] = [
  { productVisitors: 2, wireVisitors: 3, productAgents: 2, wireAgents: 4, observers: 3 },
  { ...NOBODY, productVisitors: 1, wireVisitors: 1, wireAgents: 1, observers: 1 },
];
const hasFaketime = () =>
  existsSync(gateways.LIBFAKETIME) ? null : 'libfaketime is missing: install Debian’s package faketime';

/** What breaks alone. The order is that of the report. */
const SINGLE: readonly Scenario[] = [
  { name: 'calm', about: 'nothing breaks', fault: ({ duration }) => lasting(duration) },
  { name: 'client-cut', about: 'connections break before, in and after a frame; some half', fault: clientsCut },
  { name: 'client-reload', about: 'pages reload and clients roam with unsent messages', fault: clientsReload },
  {
    name: 'client-away',
    about: 'pages come back hundreds of events behind',
    fault: clientsAway,
    companies: [{ ...NOBODY, productVisitors: 1, productAgents: 1, wireAgents: 2, observers: 1 }],
    rate: 400,
  },
  { name: 'sockets-refused', about: 'a proxy lets REST alone through', fault: socketsRefused },
  { name: 'gateway-kill', about: 'kill -9 before commit, before ack, before publish', fault: gateways.gatewaysKilled },
  { name: 'gateway-drain', about: 'SIGTERM, one instance after the other', fault: gateways.gatewaysDrained },
  { name: 'gateway-pause', about: 'SIGSTOP, then SIGCONT', fault: gateways.gatewayPaused },
  { name: 'api-kill', about: 'kill -9 of REST while clients need tickets', fault: gateways.apiKilled },
  { name: 'everything-kill', about: 'all instances, Redis and Postgres at once', fault: gateways.everythingKilled },
  {
    name: 'clock-skew',
    about: 'clocks of the instances minutes apart',
    fault: gateways.clocksSkewed,
    obstacle: hasFaketime,
  },
  { name: 'redis-kill', about: 'kill -9, back empty', fault: redis.redisKilled },
  { name: 'redis-pause', about: 'SIGSTOP, then SIGCONT', fault: redis.redisPaused },
  { name: 'redis-subscribers', about: 'CLIENT KILL TYPE pubsub every 300 ms', fault: redis.redisSubscribersKilled },
  { name: 'redis-publishers', about: 'CLIENT KILL TYPE normal', fault: redis.redisPublishersKilled },
  { name: 'redis-black-hole', about: 'everything is swallowed, no RST', fault: redis.redisBlackHole },
  { name: 'redis-slow', about: '500 ms, throttled, output buffers overrun', fault: redis.redisSlow },
  { name: 'bus-chaos', about: 'the bus loses, doubles, reorders 20 % each', fault: redis.busChaos },
  { name: 'postgres-crash', about: 'immediate stop and recovery', fault: postgres.postgresCrashed },
  { name: 'postgres-reply-cut', about: 'cut after the batch was handed over', fault: postgres.postgresRepliesCut },
  { name: 'postgres-locks', about: 'rows held by somebody else', fault: postgres.postgresLocked },
  { name: 'postgres-stall', about: 'connections stop to answer, the pool runs dry', fault: postgres.postgresStalled },
  { name: 'postgres-slow', about: 'late answers, different on each instance', fault: postgres.postgresSlow },
  { name: 'postgres-read-only', about: 'nothing can be written', fault: postgres.postgresReadOnly },
  { name: 'disk-full', about: 'the log’s disk is full', fault: diskFull, obstacle: diskObstacle },
  {
    name: 'hot-conversation',
    about: '32 writers in one conversation, every third message twice',
    fault: ({ duration }) => lasting(duration),
    companies: [{ ...NOBODY, wireVisitors: 1, wireAgents: 31, observers: 1 }],
    writing: { window: 2, twins: 0.3 },
    rate: 300,
  },
  {
    name: 'stalled-readers',
    about: 'clients that stop reading, long texts',
    fault: readersStalled,
    rate: 150,
    textLength: 8_000,
  },
  {
    name: 'reconnect-storm',
    about: 'an instance with many readers is killed',
    fault: gateways.readersStorm,
    companies: [{ ...NOBODY, productVisitors: 1, wireVisitors: 1, wireAgents: 1, observers: 150 }],
    rate: 30,
  },
  { name: 'backup-restore', about: 'logs end earlier, another epoch', fault: backupRestored },
  { name: 'hostile-frames', about: 'garbage, giants, floods, fragments', fault: hostileFrames },
  {
    name: 'join-churn',
    about: 'readers come and go, SUBSCRIBE takes 300 ms',
    fault: readersChurn,
    companies: [{ ...NOBODY, productVisitors: 1, wireVisitors: 2, wireAgents: 1, observers: 8 }],
    rate: 200,
  },
  {
    name: 'token-revocation',
    about: 'sessions of people who write are ended, in every way there is',
    fault: sessionsEnded(IN_TIME_MS.withRedis),
    companies: REVOKED,
    rate: 200,
  },
];

const named = (...names: string[]) => SINGLE.filter(({ name }) => names.includes(name));

const PAIRS: readonly Scenario[] = [
  ...pairsOf(named('gateway-kill', 'redis-kill', 'postgres-crash', 'client-cut')),
  {
    name: 'token-revocation+redis-kill',
    about: 'both at once: the bus does not say whose session has ended',
    fault: both(sessionsEnded(IN_TIME_MS.withoutRedis), redis.redisKilled),
    companies: REVOKED,
    rate: 200,
  },
  {
    name: 'any-pair',
    about: 'two of the others at once, of the seed’s choice',
    fault: anyPairOf(
      named(
        'client-cut',
        'client-reload',
        'gateway-kill',
        'gateway-drain',
        'api-kill',
        'redis-kill',
        'redis-subscribers',
        'redis-black-hole',
        'bus-chaos',
        'postgres-crash',
        'postgres-reply-cut',
        'postgres-locks',
      ),
    ),
  },
];

export const SCENARIOS: readonly Scenario[] = [...SINGLE, ...PAIRS];
