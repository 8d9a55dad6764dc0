import { Writable } from 'node:stream';

import { Logger } from './logger.ts';

function aLogger() {
  const lines: string[] = [];
  const out = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  return { logger: Logger.create({ process: 'test', level: 'info' }, out), lines };
}

describe('Logger', () => {
  it('writes one JSON line with what happened and where', () => {
    const { logger, lines } = aLogger();
    logger.log('listening', { url: 'http://localhost' });
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({ msg: 'listening', process: 'test', url: 'http://localhost' }),
    ]);
  });

  it.each([
    'authorization',
    'cookie',
    'set-cookie',
    'password',
    'newPassword',
    'token',
    'accessToken',
    'session_token',
    'ticket',
    'clientSecret',
    'backupCodes',
    'text',
  ])('never writes a %s, at whatever depth', (name) => {
    const { logger, lines } = aLogger();
    const deep = { a: { b: [{ c: { [name]: 'hush-3' } }] } };
    logger.warn('careful', { [name]: 'hush-0', request: { [name]: 'hush-1', headers: { [name]: ['hush-2'] } }, deep });
    expect(lines.join('')).not.toContain('hush');
  });

  it.each([
    ['a token', `refused eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiJodXNoIn0.${'hush'.repeat(20)}`],
    ['the secret of a link', `no such link ${'hush0'.repeat(8)}abc`],
    ['a header', 'upstream said no to Authorization: Bearer hush'],
    ['a password in an address', 'cannot connect to postgresql://parley:hush@db:5432/parley'],
    ['the query of an address', 'GET /v1/auth/sso/callback?code=hush&state=hush failed'],
    ['the fragment of a link', 'sent https://chat.example/console/invitation#hush'],
    ['what was no JSON', `Unexpected token 'h', "{"password": hush}" is not valid JSON`],
  ])('never writes %s, in a message, a field, or an error', (_, sentence) => {
    const { logger, lines } = aLogger();
    logger.warn(sentence, { reason: sentence });
    logger.error('failed', { err: new Error(sentence, { cause: new Error(sentence) }) });
    logger.error(new Error(sentence));
    expect(lines).toHaveLength(3);
    expect(lines.join('')).not.toContain('hush');
  });

  it('writes where a line of Nest comes from', () => {
    const { logger, lines } = aLogger();
    logger.warn('careful', 'SomeModule');
    expect(JSON.parse(lines.join(''))).toMatchObject({ context: 'SomeModule' });
  });

  it('leaves out the one-time code of somebody, not the code of an error', () => {
    const { logger, lines } = aLogger();
    logger.warn('careful', { code: '123456', failure: { code: 'ECONNREFUSED' } });
    expect(lines.join('')).not.toContain('123456');
    expect(lines.join('')).toContain('ECONNREFUSED');
  });

  it('leaves out what libraries hang on their errors', () => {
    const { logger, lines } = aLogger();
    const error = Object.assign(new Error('duplicate key'), {
      code: '23505',
      detail: 'Key (email)=(hush)',
      query: 'hush',
    });
    logger.error('failed', { err: error });
    expect(JSON.parse(lines.join(''))).toMatchObject({ err: { message: 'duplicate key', code: '23505' } });
    expect(lines.join('')).not.toContain('hush');
  });

  it('writes the stack of an error once', () => {
    const { logger, lines } = aLogger();
    logger.error('failed', { err: new Error('boom') });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('logger.spec');
  });
});
