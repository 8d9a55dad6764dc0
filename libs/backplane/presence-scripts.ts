// Redis' own clock decides: instances whose clocks differ still agree on who is here. Sent as text each time, since Redis
// forgets scripts when it restarts.
const NOW = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)`;

/**
 * Marks entries as present for another TTL and forgets those whose time is over, in one step, so that a reader never sees
 * the set without an entry that is being renewed.
 * KEYS[1]  sorted set of the scope: entry to expiry in ms
 * ARGV[1]  TTL in ms
 * ARGV[2…] entries
 * Returns  1
 */
export const RENEW = `${NOW}
local expiry = string.format('%.0f', now + ARGV[1])
for i = 2, #ARGV do
  redis.call('ZADD', KEYS[1], expiry, ARGV[i])
end
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', string.format('%.0f', now))
return redis.call('PEXPIRE', KEYS[1], ARGV[1])`;

/**
 * Reads who is present now.
 * KEYS[1]  sorted set of the scope
 * Returns  entries whose time is not over
 */
export const READ = `${NOW}
return redis.call('ZRANGEBYSCORE', KEYS[1], string.format('(%.0f', now), '+inf')`;
