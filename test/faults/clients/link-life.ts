import type { Recorder } from '../runner/recorder.ts';
import type { WireLink } from './wire-link.ts';

/** Writes down that a connection is up, and how it ends. */
export function recordLife(recorder: Recorder, client: string, { id: link, closed }: WireLink, askedAt: number): void {
  recorder.add({ op: 'opened', link, client, askedAt });
  void closed.then((end) => recorder.add({ op: 'closed', link, client, ...end }));
}
