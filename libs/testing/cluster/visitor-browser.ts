import request from 'supertest';

import { newId } from '#common';
import type { RouteInput, RouteOutput } from '#contracts';

import { anAddress } from '../an-address.ts';
import type { Cluster } from './cluster.ts';
import type { TestSocket } from './test-socket.ts';

export type VisitorSession = RouteOutput<'visitor.session'>;

/** One browser of a visitor: keeps its session token, and stays at one address, as far as the cluster trusts its proxy. */
export class VisitorBrowser {
  session: VisitorSession | null = null;

  constructor(
    private readonly cluster: Cluster,
    readonly siteKey: string,
    readonly address = anAddress(),
  ) {}

  ask(input: Omit<RouteInput<'visitor.session'>, 'siteKey'> = {}): request.Test {
    const { siteKey, address } = this;
    const asking = request(this.cluster.url).post('/v1/visitor-sessions').set('X-Forwarded-For', address);
    return asking.send({ siteKey, sessionToken: this.session?.sessionToken, ...input });
  }

  async start(input: Omit<RouteInput<'visitor.session'>, 'siteKey'> = {}): Promise<VisitorSession> {
    return (this.session = (await this.ask(input).expect(200)).body as VisitorSession);
  }

  call(method: 'get' | 'post', path: string, body?: object, token = this.session?.accessToken ?? ''): request.Test {
    const calling = request(this.cluster.url)[method](path).auth(token, { type: 'bearer' });
    return calling.set('X-Forwarded-For', this.address).send(body);
  }

  end(): request.Test {
    const { sessionToken } = this.session ?? {};
    return request(this.cluster.url).post('/v1/visitor-sessions/end').send({ sessionToken });
  }

  async createConversation(): Promise<string> {
    const { body } = await this.call('post', '/v1/conversations', { clientId: newId() }).expect(201);
    return (body as RouteOutput<'conversation.create'>).id;
  }

  say(conversationId: string, text: string, clientId = newId()): request.Test {
    return this.call('post', `/v1/conversations/${conversationId}/messages`, { clientId, text });
  }

  async connect(instance = 0): Promise<TestSocket> {
    const ticket = await this.cluster.ticket(this.session?.accessToken ?? '');
    return this.cluster.connectWith('visitor', ticket, instance);
  }
}
