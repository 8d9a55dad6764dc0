import { readConfig } from '#config';

import { OwnOrigin } from './own-origin.ts';

const required = { DATABASE_URL: 'postgresql://db/x', REDIS_URL: 'redis://redis', PARLEY_SECRET: 'x'.repeat(32) };
const own = new OwnOrigin(readConfig({ ...required, PARLEY_PUBLIC_URL: 'https://chat.example/' }));

describe('a page', () => {
  it.each([
    ['of the public address', { origin: 'https://chat.example', host: 'api:3000' }],
    ['of the host that was asked', { origin: 'http://localhost:3000', host: 'localhost:3000' }],
    ['that the browser says is of the same origin', { origin: 'https://x.example', 'sec-fetch-site': 'same-origin' }],
    ['that is none: no browser asks', { host: 'chat.example' }],
  ])('%s is ours', (_, headers) => {
    expect(own.isOwn(headers)).toBe(true);
  });

  it.each([
    ['of another website', { origin: 'https://evil.example', host: 'chat.example' }],
    ['of a neighbour', { origin: 'https://shop.chat.example', host: 'chat.example', 'sec-fetch-site': 'same-site' }],
    ['on another port', { origin: 'http://localhost:8080', host: 'localhost:3000' }],
    ['without an origin of its own', { origin: 'null', host: 'chat.example' }],
  ])('%s is not', (_, headers) => {
    expect(own.isOwn(headers)).toBe(false);
  });
});
