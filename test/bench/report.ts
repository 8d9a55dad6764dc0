import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';

import { format, resolveConfig } from 'prettier';

import type { Case } from './bench.ts';
import { CASES } from './cases/index.ts';
import { barsSection } from './report/bars.ts';
import type { Results } from './report/figures.ts';
import { machineSection } from './report/machine-section.ts';
import { picture } from './report/picture.ts';
import { toMarkdown } from './report/section.ts';

const REPOSITORY = resolve(import.meta.dirname, '../..');
const PAGE = `${REPOSITORY}/docs/performance.md`;
const PICTURE = `${REPOSITORY}/docs/images/performance.svg`;
const IMAGE =
  '![Messages per second and CPU per message: Parley, bare Socket.IO, and a textbook Nest application](images/performance.svg)';
const BEGIN = '<!-- figures: begin (written by test/bench/report.ts) -->';
const END = '<!-- figures: end -->';

/** `node --conditions=source test/bench/report.ts FILE…`: writes what `--json` wrote into docs/performance.md, between the markers. */
async function main(files: readonly string[]): Promise<void> {
  const results = merge(await Promise.all(files.map(readResults)));
  const page = await readFile(PAGE, 'utf8');
  const [before, after] = [page.split(BEGIN)[0], page.split(END)[1]];
  if (before === undefined || after === undefined) throw new Error(`${PAGE} lacks its markers`);
  const drawn = picture(results);
  const shown = drawn ? `${IMAGE}\n\n` : '';
  const text = `${before}${BEGIN}\n\n${shown}${figures(results)}\n\n${END}${after}`;
  const style = await resolveConfig(PAGE);
  await writeFile(PAGE, await format(text, { ...style, filepath: PAGE }));
  if (drawn) await writeFile(PICTURE, drawn);
}

function figures(results: Results): string {
  const sections = (CASES as readonly Case[]).flatMap((one) => {
    const measured = (results.figures as Record<string, unknown>)[one.name];
    return measured === undefined ? [] : one.show(measured);
  });
  return [barsSection(results.figures), ...sections, machineSection(results)].map(toMarkdown).join('\n');
}

/** A benchmark that was run in parts: later files win, and the machine is the last one's. */
function merge(parts: readonly Results[]): Results {
  const last = parts.at(-1);
  if (!last) throw new Error('name a file that npm run bench -- --json FILE has written');
  const measured = Object.assign({}, ...parts.map(({ figures }) => figures)) as Results['figures'];
  return { ...last, figures: measured, seconds: parts.reduce((sum, { seconds }) => sum + seconds, 0) };
}

async function readResults(file: string): Promise<Results> {
  return JSON.parse(await readFile(file, 'utf8')) as Results;
}

await main(process.argv.slice(2));
