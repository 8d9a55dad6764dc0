/** Asks again, as fast as answers come, until it is so. For what is told to nobody; where there is an event, await that. */
export async function eventually(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setImmediate(resolve));
}
