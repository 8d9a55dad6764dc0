import { BoundedWork } from './bounded-work.ts';

function held(): { work: () => Promise<number>; begun: Promise<void>; finish: () => void; isBegun: () => boolean } {
  const begun = Promise.withResolvers<void>();
  const end = Promise.withResolvers<void>();
  let isBegun = false;
  const work = async (): Promise<number> => {
    isBegun = true;
    begun.resolve();
    await end.promise;
    return 1;
  };
  return { work, begun: begun.promise, finish: end.resolve, isBegun: () => isBegun };
}

describe('BoundedWork', () => {
  it('begins the next piece when one is done, whether it succeeded or failed', async () => {
    const bounded = new BoundedWork(1, 10);
    const first = held();
    const running = bounded.run(first.work);
    const failing = bounded.run(() => Promise.reject(new Error('no')));
    const last = held();
    const waiting = bounded.run(last.work);
    await first.begun;
    expect(last.isBegun()).toBe(false);
    first.finish();
    expect(await running).toBe(1);
    await expect(failing).rejects.toThrow('no');
    await last.begun;
    last.finish();
    expect(await waiting).toBe(1);
  });

  it('refuses what could not even wait as overloaded, and takes work again afterwards', async () => {
    const bounded = new BoundedWork(2, 1);
    const pieces = [held(), held(), held()];
    const running = pieces.map(({ work }) => bounded.run(work));
    await expect(bounded.run(() => Promise.resolve(1))).rejects.toMatchObject({ code: 'overloaded' });
    for (const { finish } of pieces) finish();
    expect(await Promise.all(running)).toEqual([1, 1, 1]);
    expect(await bounded.run(() => Promise.resolve(2))).toBe(2);
  });
});
