import type { Results } from './figures.ts';
import type { Section } from './section.ts';
import { number } from './table.ts';

export function machineSection({ machine, runs, isQuick, startedAt, seconds }: Results): Section {
  const versions = Object.entries(machine.versions).map(([name, version]) => `${name} ${version}`);
  const isInMemory = machine.fileSystem === 'tmpfs';
  const notes = [
    `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB, Linux ${machine.kernel}`,
    `pinning: ${machine.pinning}`,
    `disk: ${machine.fileSystem}, fdatasync of 8 KiB p50 ${machine.fdatasync.map(number).join(' → ')} µs${isInMemory ? ': memory, where a commit costs nothing' : ''}`,
    `load average before → after: ${machine.load.map(number).join(' → ')}`,
    versions.join(', '),
    `${runs} runs${isQuick ? ', quick ones: the figures are worth nothing' : ''}; ${startedAt}, ${number(seconds / 60)} minutes`,
  ];
  return { title: 'The machine', rows: [], notes };
}
