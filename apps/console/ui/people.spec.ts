import type { Actor } from '#contracts';

import { actorName, visitorName } from './people.ts';

const id = '0192f3a0-0000-7000-8000-00000000c0de';
const actor = (over: Partial<Actor>): Actor => ({ kind: 'agent', id, name: null, ...over });

describe('names', () => {
  it('tell anonymous visitors apart by the end of their id', () => {
    expect(visitorName({ id, name: null })).toBe('Visitor c0de');
    expect(visitorName({ id, name: 'Ines' })).toBe('Ines');
  });

  it('call the reader "You", but only as an agent', () => {
    expect(actorName(actor({ name: 'Ada' }), id)).toBe('You');
    expect(actorName(actor({ kind: 'visitor', name: 'Ada' }), id)).toBe('Ada');
    expect(actorName(actor({ name: 'Ada' }), 'someone else')).toBe('Ada');
  });

  it('exist for everyone who can act', () => {
    for (const kind of ['visitor', 'agent', 'bot', 'integration', 'system'] as const) {
      expect(actorName(actor({ kind }), 'someone else')).not.toBe('');
    }
  });
});
