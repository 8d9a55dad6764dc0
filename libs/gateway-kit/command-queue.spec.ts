import { CommandQueue } from './command-queue.ts';

/** A job that says when it starts and ends when told to. */
function aJob(name: string, log: string[]) {
  const { promise, resolve } = Promise.withResolvers<void>();
  const job = (): Promise<void> => {
    log.push(`${name} started`);
    return promise.then(() => void log.push(`${name} ended`));
  };
  return { job, end: resolve };
}

/** Everything that was due has run when this resolves: promise reactions are first in, first out. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}

describe('CommandQueue', () => {
  it('starts pipelined commands at once and in order', () => {
    const log: string[] = [];
    const queue = new CommandQueue();
    queue.add(aJob('a', log).job, true);
    queue.add(aJob('b', log).job, true);
    expect(log).toEqual(['a started', 'b started']);
    expect(queue.pending).toBe(2);
  });

  it('runs a command that is not pipelined alone: after all before it, before all after it', async () => {
    const log: string[] = [];
    const queue = new CommandQueue();
    const [first, alone, last] = [aJob('first', log), aJob('alone', log), aJob('last', log)];
    queue.add(first.job, true);
    queue.add(alone.job, false);
    queue.add(last.job, true);
    expect(log).toEqual(['first started']);

    first.end();
    await settled();
    expect(log).toEqual(['first started', 'first ended', 'alone started']);

    alone.end();
    await settled();
    expect(log.slice(3)).toEqual(['alone ended', 'last started']);
  });

  it('counts what is not answered yet', async () => {
    const queue = new CommandQueue();
    const { job, end } = aJob('a', []);
    queue.add(job, false);
    queue.add(aJob('b', []).job, false);
    expect(queue.pending).toBe(2);
    end();
    await settled();
    expect(queue.pending).toBe(1);
  });
});
