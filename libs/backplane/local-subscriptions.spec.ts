import { LocalSubscriptions } from './local-subscriptions.ts';
import type { Subscription } from './bus.ts';

function setUp() {
  const reports: unknown[] = [];
  const ended: string[] = [];
  const subscriptions = new LocalSubscriptions((_message, error) => reports.push(error));
  const add = (channel: string, listener: (message: string) => void): Subscription =>
    subscriptions.add(channel, listener, (name) => ended.push(name));
  return { subscriptions, add, reports, ended };
}

describe('LocalSubscriptions', () => {
  it('says once when the last of several listeners has closed, also when one closes twice', () => {
    const { add, ended } = setUp();
    const first = add('a', () => undefined);
    const second = add('a', () => undefined);
    first.close();
    first.close();
    expect(ended).toEqual([]);
    second.close();
    second.close();
    expect(ended).toEqual(['a']);
  });

  it('reports a listener that throws and goes on with the next', () => {
    const { subscriptions, add, reports } = setUp();
    const heard: string[] = [];
    const failure = new Error('from the listener');
    add('a', () => {
      throw failure;
    });
    add('a', (message) => heard.push(message));
    subscriptions.deliver('a', 'hello');
    expect(heard).toEqual(['hello']);
    expect(reports).toEqual([failure]);
  });

  it('spares a listener that an earlier one closed, and one that was added meanwhile', () => {
    const { subscriptions, add } = setUp();
    const heard: string[] = [];
    add('a', () => {
      victim.close();
      add('a', () => heard.push('added'));
    });
    const victim = add('a', () => heard.push('closed'));
    subscriptions.deliver('a', 'hello');
    expect(heard).toEqual([]);
  });

  it('counts one function that listens twice as two listeners', () => {
    const { subscriptions, add } = setUp();
    const heard: string[] = [];
    const listener = (message: string): number => heard.push(message);
    const first = add('a', listener);
    add('a', listener);
    first.close();
    subscriptions.deliver('a', 'hello');
    expect(heard).toEqual(['hello']);
  });
});
