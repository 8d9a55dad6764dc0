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

  it.each(['authorization', 'cookie', 'password', 'token', 'ticket', 'accessToken', 'sessionToken', 'text'])(
    'never writes a %s, at whatever depth',
    (name) => {
      const { logger, lines } = aLogger();
      logger.warn('careful', { [name]: 'hush-0', request: { [name]: 'hush-1', headers: { [name]: 'hush-2' } } });
      expect(lines.join('')).not.toContain('hush');
    },
  );

  it('writes the stack of an error once', () => {
    const { logger, lines } = aLogger();
    logger.error('failed', { err: new Error('boom') });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('logger.spec');
  });
});
