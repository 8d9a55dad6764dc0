import { Lifecycle } from './lifecycle.ts';

describe('Lifecycle', () => {
  it('is draining from the first moment and done when every task is', async () => {
    const lifecycle = new Lifecycle();
    const { promise, resolve } = Promise.withResolvers<void>();
    lifecycle.onDrain(() => promise);
    const draining = lifecycle.drain(60_000);
    expect(lifecycle.isDraining).toBe(true);
    resolve();
    expect(await draining).toBe(true);
  });

  it('does not let a task that fails keep the others from finishing', async () => {
    const lifecycle = new Lifecycle();
    let isFinished = false;
    lifecycle.onDrain(() => {
      throw new Error('cannot');
    });
    lifecycle.onDrain(async () => {
      await Promise.resolve();
      isFinished = true;
    });
    expect(await lifecycle.drain(60_000)).toBe(true);
    expect(isFinished).toBe(true);
  });

  it('gives up at the limit', async () => {
    const lifecycle = new Lifecycle();
    lifecycle.onDrain(() => new Promise(() => undefined));
    expect(await lifecycle.drain(1)).toBe(false);
  });
});
