import { readFileSync } from 'node:fs';

import {
  COMMANDS,
  DISCONNECTS,
  DURATIONS,
  ERRORS,
  LIMITS,
  LOG_EVENTS,
  POLICY,
  RATES,
  ROUTES,
  SIGNALS,
} from '#contracts';
import type { CommandName, RouteName, Rule } from '#contracts';
import { commandSchemas } from '#contracts/schemas';

const text = readFileSync(new URL('../../docs/protocol.md', import.meta.url), 'utf8');

/** The tables of a section as rows of cells, without code marks. */
function rowsOf(section: string): string[][] {
  const [, body = ''] = text.split(`\n## ${section}\n`);
  const lines = (body.split('\n## ')[0] ?? '').split('\n').filter((line) => line.startsWith('|'));
  return lines
    .map((line) => line.split('|').map((cell) => cell.replaceAll('`', '').trim()))
    .map((row) => row.slice(1, -1));
}

/** The first cells of the row that starts with `name`. */
function rowOf(section: string, name: string, cells: number): string[] | undefined {
  return rowsOf(section)
    .find(([first]) => first === name)
    ?.slice(0, cells);
}

/** As the column `who` has it: `visitor`, the lowest role of an agent, the scope of a key. */
function whoMay(name: CommandName | RouteName): string {
  const { anyone, visitor, agent, key }: Rule = POLICY[name];
  return anyone ? 'anyone' : [visitor && 'visitor', agent, key].filter(Boolean).join(' ');
}

const yesOrNo = (is: boolean) => (is ? 'yes' : 'no');

describe('docs/protocol.md', () => {
  it.each(Object.keys(COMMANDS) as CommandName[])('has the command %s, and who may give it', (name) => {
    expect(rowOf('Commands', name, 2)).toEqual([name, whoMay(name)]);
  });

  it.each(Object.entries(commandSchemas))('names every field of the input of %s', (name, { input }) => {
    const row = rowsOf('Commands').find(([first]) => first === name);
    for (const field of Object.keys(input.shape)) expect(row?.[2]).toContain(field);
  });

  it.each(Object.entries(LOG_EVENTS))('has the event %s, and who sees it', (name, audience) => {
    expect(rowOf('Events', name, 2)).toEqual([name, audience]);
  });

  it.each(SIGNALS)('has the signal %s', (name) => {
    expect(rowOf('Signals', name, 1)).toEqual([name]);
  });

  it.each(Object.entries(ERRORS))('has the error %s with its status', (code, { status, retryable }) => {
    expect(rowOf('Errors', code, 3)).toEqual([code, String(status), yesOrNo(retryable)]);
  });

  it.each(Object.entries(DISCONNECTS))('has the reason %s, and whether to come back', (reason, { reconnect }) => {
    expect(rowOf('Disconnects', reason, 2)).toEqual([reason, reconnect]);
  });

  it.each(Object.entries({ ...LIMITS, ...DURATIONS }))('has the limit %s', (name, value) => {
    expect(rowOf('Limits', name, 2)).toEqual([name, String(value)]);
  });

  it.each(Object.entries(RATES))('has the rate %s', (name, { points, seconds }) => {
    expect(rowOf('Limits', name, 2)).toEqual([name, `${points} in ${seconds} s`]);
  });

  it.each(Object.keys(ROUTES) as RouteName[])('has the route %s, and who may call it', (name) => {
    const { method, path, status } = ROUTES[name];
    expect(rowOf('REST', name, 4)).toEqual([name, `${method} ${path}`, whoMay(name), String(status)]);
  });

  it.each([
    ['Commands', Object.keys(COMMANDS)],
    ['Signals', [...SIGNALS]],
    ['Errors', Object.keys(ERRORS)],
    ['Disconnects', Object.keys(DISCONNECTS)],
    ['Limits', Object.keys({ ...LIMITS, ...DURATIONS, ...RATES })],
    ['REST', Object.keys(ROUTES)],
  ])('has nothing under %s that does not exist', (section, names) => {
    const headings = ['command', 'signal', 'code', 'reason', 'limit', 'duration', 'rate', 'route'];
    const first = rowsOf(section).map(([name = '']) => name);
    const extra = first.filter((name) => !/^-+$/.test(name) && !headings.includes(name) && !names.includes(name));
    expect(extra).toEqual([]);
    const named = first.filter((name) => names.includes(name));
    expect(named).toEqual([...new Set(named)]);
  });
});
