import { SharedProbe } from './shared-probe.ts';

describe('a shared probe', () => {
  it('has one question under way, however many ask, and however long it takes', async () => {
    let now = 0;
    const questions: ((answer: boolean) => void)[] = [];
    const ask = () => new Promise<boolean>((resolve) => questions.push(resolve));
    const probe = new SharedProbe(ask, () => now);
    const first = Array.from({ length: 100 }, () => probe.answer());
    now = 60_000;
    const later = probe.answer();
    expect(questions).toHaveLength(1);
    questions[0]?.(true);
    expect(new Set(await Promise.all([...first, later]))).toEqual(new Set([true]));
  });

  it('keeps the answer for a second, and asks anew after it', async () => {
    let now = 0;
    let asked = 0;
    const probe = new SharedProbe(
      async () => (asked += 1),
      () => now,
    );
    expect(await probe.answer()).toBe(1);
    now = 999;
    expect(await probe.answer()).toBe(1);
    now = 1_000;
    expect(await probe.answer()).toBe(2);
  });
});
