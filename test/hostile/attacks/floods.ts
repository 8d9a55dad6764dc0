import { setImmediate as nextTurn } from 'node:timers/promises';

import { newId } from '#common';
import { SOCKET_PATH } from '#contracts';

import type { Attack } from '../attack.ts';
import { judgeAnswer, send } from './http.ts';
import { Seats } from './seats.ts';
import { until } from './until.ts';

/** Thousands of commands a second on a few sockets, answers or not; who is thrown out comes back, as far as the limits let them. */
export const commandFlood: Attack = {
  name: 'command-flood',
  isForTheCode: false,
  async run(town, signal) {
    const { open } = await town.attackers();
    const { conversationId } = open;
    const seats = new Seats(open);
    let sent = 0;
    while (!signal.aborted) {
      for (const kind of ['visitor', 'agent'] as const) {
        const socket = (await seats.take(kind))?.socket;
        for (let count = 0; count < 50; count += 1, sent += 1)
          socket?.emit('message.send', { conversationId, clientId: newId(), text: 'flood' }, () => undefined);
      }
      await nextTurn();
    }
    seats.leave();
    return { sent, violations: [] };
  },
};

/** Follows as many conversations as it can, real ones and thousands that do not exist, and leaves them again. */
export const rooms: Attack = {
  name: 'rooms',
  isForTheCode: true,
  async run(town, signal) {
    const { open } = await town.attackers();
    const seats = new Seats(open);
    const outcome = await until(signal, 1, async () => {
      const agent = await seats.take('agent');
      const conversations = Array.from({ length: 100 }, () => ({ conversationId: newId() }));
      const answers = await Promise.all([
        agent?.sendRaw('resume', {
          conversations: [...conversations.slice(1), { conversationId: open.conversationId }],
        }),
        ...conversations.slice(0, 50).map((one) => agent?.sendRaw('conversation.leave', one)),
      ]).catch(() => []);
      const bad = answers.find((answer) => answer && !answer.ok && answer.error.code === 'internal');
      return bad ? 'internal for resume or leave' : null;
    });
    seats.leave();
    return { ...outcome, sent: outcome.sent * 51 };
  },
};

/** The transport of old that is not served, over and over; and handshakes with tickets that are worth nothing. */
export const polling: Attack = {
  name: 'polling',
  isForTheCode: false,
  run(town, signal) {
    return until(signal, 16, async (turn) => {
      const url = town.socketUrls[turn % town.socketUrls.length] ?? '';
      const query = `EIO=${turn % 3 === 0 ? 3 : 4}&transport=polling${turn % 2 === 0 ? `&sid=${newId()}` : ''}`;
      const body = turn % 4 === 0 ? '4'.repeat(50_000) : undefined;
      const request = new Request(`${url}${SOCKET_PATH}?${query}`, { method: body ? 'POST' : 'GET', body });
      const answer = await send(request, signal);
      return answer && answer.status >= 500 ? `${answer.status} for polling` : null;
    });
  },
};

/** Sign-ins that fail, links that are guessed, visitors by the thousand. */
export const guessing: Attack = {
  name: 'guessing',
  isForTheCode: false,
  run(town, signal) {
    const { siteKey } = town.peaceful.workspace;
    const requests: [string, object][] = [
      ['/v1/auth/login', { email: 'somebody@acme.test', password: 'wrong wrong wrong' }],
      ['/v1/auth/password-resets', { email: 'somebody@acme.test' }],
      ['/v1/auth/password-resets/redeem', { token: `${newId()}.x`, password: 'a new and long password' }],
      ['/v1/invitations/read', { token: `${newId()}.x` }],
      ['/v1/visitor-sessions', { siteKey }],
      ['/v1/visitor-sessions', { siteKey, identityToken: 'eyJhbGciOiJub25lIn0.e30.' }],
    ];
    return until(signal, 16, async (turn) => {
      const [path, body] = requests[turn % requests.length] ?? ['/', {}];
      const url = `${town.apiUrls[turn % town.apiUrls.length] ?? ''}${path}`;
      const headers = { 'content-type': 'application/json' };
      const answer = await send(new Request(url, { method: 'POST', headers, body: JSON.stringify(body) }), signal);
      return answer && judgeAnswer(answer, path);
    });
  },
};
