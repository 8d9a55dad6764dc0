/** Longer than any test may take: one that failed must not keep asking, and the run from ending. */
const PATIENCE_MS = 180_000;

/** Asks again, as fast as answers come, until it is so. For what is told to nobody; where there is an event, await that. */
export async function eventually(isSo: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error('it was never so');
    await new Promise((resolve) => setImmediate(resolve));
  }
}
