/** The entry as it is kept, or what is wrong with what was typed. */
export type ReadEntry = (typed: string) => { entry: string } | { problem: string };

/** Reads what was typed or pasted, one or several at once. The first that is wrong is named, and then none counts. */
export function readEntries(typed: string, read: ReadEntry): { entries: string[]; problem: string | null } {
  const entries: string[] = [];
  for (const part of typed.split(/[\s,;]+/)) {
    if (part === '') continue;
    const outcome = read(part);
    if ('problem' in outcome) return { entries: [], problem: outcome.problem };
    entries.push(outcome.entry);
  }
  return { entries, problem: null };
}
