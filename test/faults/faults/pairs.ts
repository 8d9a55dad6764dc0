import type { Fault, Scenario } from '../runner/scenario.ts';

/** Two troubles at once. */
export function both(one: Fault, other: Fault): Fault {
  return async (world) => {
    const { random } = world;
    await Promise.all([
      one({ ...world, random: random.fork('one') }),
      other({ ...world, random: random.fork('other') }),
    ]);
  };
}

/** Every pair of these. */
export function pairsOf(scenarios: readonly Scenario[]): Scenario[] {
  return scenarios.flatMap((one, index) => scenarios.slice(index + 1).map((other) => pairOf(one, other)));
}

function pairOf(one: Scenario, other: Scenario): Scenario {
  return { name: `${one.name}+${other.name}`, about: 'both at once', fault: both(one.fault, other.fault) };
}

/** A pair of the seed's choice. */
export function anyPairOf(scenarios: readonly Scenario[]): Fault {
  return async (world) => {
    const [one, other] = world.random.shuffle(scenarios);
    if (!one || !other) throw new RangeError('a pair needs two');
    world.recorder.add({ op: 'fault', what: `${one.name} and ${other.name}` });
    await both(one.fault, other.fault)(world);
  };
}
