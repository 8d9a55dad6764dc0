import { Rig } from './runner/rig.ts';
import { runScenario } from './runner/run-scenario.ts';
import { SCENARIOS } from './scenarios.ts';

const names = (process.argv[2] ?? 'calm').split(',');
const seed = process.argv[3] ?? '1';
const t0 = performance.now();
const rig = await Rig.start({ realtime: 2 });
console.log('rig up', Math.round(performance.now() - t0));
try {
  for (const scenario of SCENARIOS.filter(({ name }) => names.includes(name) || names[0] === 'all')) {
    const t = performance.now();
    try {
      const result = await runScenario(rig, scenario, { seed, seconds: Number(process.argv[4] ?? 4) });
      const { record, violations, ...rest } = result;
      console.log(
        JSON.stringify(rest),
        record.memory.map((m) => Math.round(m.peak / 1048576)).join(),
        record.history.length,
        'took',
        Math.round(performance.now() - t),
        'violations',
        violations.length,
      );
      for (const v of violations.slice(0, 8)) console.log('  ', v.property, v.what);
    } catch (error) {
      console.log(scenario.name, 'BROKE', error);
      await rig.heal();
    }
  }
} finally {
  await rig.stop();
  console.log('stopped');
}
