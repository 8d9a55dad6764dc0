import type { Pair } from '../load/member.ts';
import type { Metered } from '../machine/cpu-time.ts';

/** What is compared: two instances of something that carries messages between the members of a conversation. */
export interface System {
  readonly name: string;
  /** The processes whose CPU time a message costs. */
  processes(): Metered[];
  /** That many conversations, the members of each on different instances. To be used at once: tickets do not last. */
  pairs(count: number): Promise<Pair[]>;
  stop(): Promise<void>;
}
