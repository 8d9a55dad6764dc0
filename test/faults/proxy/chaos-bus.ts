import type { Random } from '../random.ts';
import { RespSplitter, isPushedMessage } from './resp-splitter.ts';

export interface Chaos {
  random: Random;
  /** Probabilities. */
  drop: number;
  double: number;
  /** Of changing places with the message after it. */
  swap: number;
}

/** Pub/sub that misbehaves: loses, doubles and reorders messages on their way from Redis, and touches nothing else. */
export class ChaosBus {
  chaos: Chaos | null = null;

  /** A filter for one connection. */
  filter(): (piece: Buffer) => Buffer[] {
    const splitter = new RespSplitter();
    let late: Buffer[] = [];
    return (piece) =>
      splitter.push(piece).flatMap((reply) => {
        if (!isPushedMessage(reply)) return [reply];
        const { now, later } = this.#treat(reply);
        const passed = [...now, ...late];
        late = later;
        return passed;
      });
  }

  #treat(reply: Buffer): { now: Buffer[]; later: Buffer[] } {
    const { chaos } = this;
    if (!chaos) return { now: [reply], later: [] };
    if (chaos.random.chance(chaos.drop)) return { now: [], later: [] };
    if (chaos.random.chance(chaos.double)) return { now: [reply], later: [reply] };
    if (chaos.random.chance(chaos.swap)) return { now: [], later: [reply] };
    return { now: [reply], later: [] };
  }
}
