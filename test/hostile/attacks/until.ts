import type { Outcome } from '../attack.ts';

/** Repeats a step, some of them side by side, until the signal aborts. A step answers with a violation, or with null. */
export async function until(
  signal: AbortSignal,
  sideBySide: number,
  step: (turn: number) => Promise<string | null>,
): Promise<Outcome> {
  const outcome: Outcome = { sent: 0, violations: [] };
  const goOn = async (): Promise<void> => {
    while (!signal.aborted) {
      const violation = await step(outcome.sent++);
      if (violation && !signal.aborted) outcome.violations.push(violation);
    }
  };
  await Promise.all(Array.from({ length: sideBySide }, goOn));
  return outcome;
}
