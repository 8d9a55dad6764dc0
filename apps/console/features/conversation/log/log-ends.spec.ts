import { changeOf, type LogEnds } from './log-ends.ts';

const ends = (over: Partial<LogEnds> = {}): LogEnds => ({
  oldestSeq: 10,
  newestSeq: 20,
  isNewestOwn: false,
  lastUnsent: null,
  ...over,
});
const nothing = { hasOlder: false, hasOwn: false };

describe('a change of the log', () => {
  it('is none at first, and none when nothing was added', () => {
    expect(changeOf(null, ends())).toEqual(nothing);
    expect(changeOf(ends(), ends())).toEqual(nothing);
  });

  it('tells history from what others write', () => {
    expect(changeOf(ends(), ends({ oldestSeq: 1 }))).toEqual({ ...nothing, hasOlder: true });
    expect(changeOf(ends(), ends({ newestSeq: 21 }))).toEqual(nothing);
  });

  it('knows what the reader wrote, here or in another tab', () => {
    expect(changeOf(ends(), ends({ lastUnsent: 'a' }))).toEqual({ ...nothing, hasOwn: true });
    expect(changeOf(ends({ lastUnsent: 'a' }), ends({ lastUnsent: 'b' }))).toEqual({ ...nothing, hasOwn: true });
    expect(changeOf(ends(), ends({ newestSeq: 21, isNewestOwn: true }))).toEqual({ ...nothing, hasOwn: true });
  });

  it('is none while an entry waits, and none when a failed one is deleted', () => {
    expect(changeOf(ends({ lastUnsent: 'a' }), ends({ lastUnsent: 'a' }))).toEqual(nothing);
    expect(changeOf(ends({ lastUnsent: 'a' }), ends())).toEqual(nothing);
  });
});
