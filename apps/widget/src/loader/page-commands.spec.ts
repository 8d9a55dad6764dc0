import { jest } from '@jest/globals';

import { commandsFor } from './page-commands.ts';

const heard: unknown[] = [];
const Parley = () =>
  commandsFor({ identify: (token) => heard.push(['identify', token]), logout: () => heard.push(['logout']) });
let warn: jest.SpiedFunction<typeof console.warn>;

beforeEach(() => {
  heard.length = 0;
  warn = jest.spyOn(console, 'warn').mockReturnValue(undefined);
});
afterEach(() => warn.mockRestore());

it('hears who the user is, or a function that says so, and that they have left', () => {
  const fetchToken = () => 'a.b.c';
  const call = Parley();
  call('identify', 'a.b.c');
  call('identify', fetchToken);
  call('logout');
  expect(heard).toEqual([['identify', 'a.b.c'], ['identify', fetchToken], ['logout']]);
});

it.each(['', null, undefined, 7, {}])('takes %j for nobody, and does nothing', (token) => {
  Parley()('identify', token);
  expect(heard).toEqual([]);
});

it('does nothing for a command that it does not know, and warns of the first one', () => {
  const call = Parley();
  for (const name of ['identity', 'Logout', undefined]) call(name, 'a.b.c');
  expect(heard).toEqual([]);
  expect(warn).toHaveBeenCalledTimes(1);
});
