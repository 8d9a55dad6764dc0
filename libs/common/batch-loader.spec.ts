import { BatchLoader } from './batch-loader.ts';

function aLoader(options = { batch: 10, waiting: 10, spacingMs: 0 }) {
  const batches: { keys: readonly number[]; answer: (values: string[]) => void; fail: (error: Error) => void }[] = [];
  const load = (keys: readonly number[]): Promise<string[]> =>
    new Promise((resolve, reject) => batches.push({ keys, answer: resolve, fail: reject }));
  const loader = new BatchLoader(load, { keyOf: String, ...options });
  return { loader, batches };
}

type Batches = ReturnType<typeof aLoader>['batches'];

async function batch(batches: Batches, index: number): Promise<Batches[number]> {
  for (;;) {
    const found = batches[index];
    if (found) return found;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('BatchLoader', () => {
  it('loads what is asked for in one turn together, equal keys once', async () => {
    const { loader, batches } = aLoader();
    const asked = Promise.all([loader.load(1), loader.load(2), loader.load(1)]);
    expect((await batch(batches, 0)).keys).toEqual([1, 2]);
    batches[0]?.answer(['one', 'two']);
    expect(await asked).toEqual(['one', 'two', 'one']);
  });

  it('collects what is asked for while a batch is under way', async () => {
    const { loader, batches } = aLoader();
    const first = loader.load(1);
    await batch(batches, 0);
    const rest = Promise.all([loader.load(2), loader.load(3)]);
    expect(batches).toHaveLength(1);
    batches[0]?.answer(['one']);
    await first;
    expect((await batch(batches, 1)).keys).toEqual([2, 3]);
    batches[1]?.answer(['two', 'three']);
    expect(await rest).toEqual(['two', 'three']);
  });

  it('never loads more than a batch at once', async () => {
    const { loader, batches } = aLoader({ batch: 2, waiting: 10, spacingMs: 0 });
    const asked = Promise.all([1, 2, 3].map((key) => loader.load(key)));
    (await batch(batches, 0)).answer(['one', 'two']);
    (await batch(batches, 1)).answer(['three']);
    expect(await asked).toEqual(['one', 'two', 'three']);
    expect(batches.map(({ keys }) => keys)).toEqual([[1, 2], [3]]);
  });

  it('refuses at once what goes beyond its bound', async () => {
    const { loader, batches } = aLoader({ batch: 10, waiting: 1, spacingMs: 0 });
    const kept = loader.load(1);
    await expect(loader.load(2)).rejects.toMatchObject({ code: 'overloaded' });
    (await batch(batches, 0)).answer(['one']);
    expect(await kept).toBe('one');
  });

  it('fails those of the batch that failed, and serves the next', async () => {
    const { loader, batches } = aLoader();
    const failed = Promise.allSettled([loader.load(1), loader.load(2)]);
    (await batch(batches, 0)).fail(new Error('away'));
    expect((await failed).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const next = loader.load(3);
    (await batch(batches, 1)).answer(['three']);
    expect(await next).toBe('three');
  });
});
