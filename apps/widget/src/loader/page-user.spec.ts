import { jest } from '@jest/globals';

import { pageUser } from './page-user.ts';

const told: unknown[] = [];
const aUser = (hasLeft = false) => {
  told.length = 0;
  return pageUser((message) => told.push(Object.values(message).join(' ')), hasLeft);
};

describe('a user whom a function names', () => {
  it('is on the way from the start, and named once the chat is loaded', async () => {
    const user = aUser();
    user.identify(async () => 'first');
    expect(told).toEqual(['parley:identifying']);
    await user.fetch();
    user.repeat();
    expect(told.slice(1)).toEqual(['parley:identify first', 'parley:identify first']);
  });

  it('is named anew when the token came too late, and only once for each word', async () => {
    const user = aUser();
    let count = 0;
    user.identify(() => `${(count += 1)}`);
    await user.fetch();
    await user.renew();
    await user.renew();
    expect(told.slice(1)).toEqual(['parley:identify 1', 'parley:identify 2']);
  });

  it('is nobody when it returns nothing', async () => {
    const user = aUser();
    user.identify(() => null);
    await user.fetch();
    expect(told.at(-1)).toBe('parley:anonymous');
  });

  it('is no good word when it fails', async () => {
    const warn = jest.spyOn(console, 'warn').mockReturnValue(undefined);
    const user = aUser();
    user.identify(() => Promise.reject(new Error('offline')));
    await user.fetch();
    expect([told.at(-1), warn.mock.calls.length]).toEqual(['parley:identify ', 1]);
    warn.mockRestore();
  });

  it('is not named by an answer that comes after they have left', async () => {
    const user = aUser();
    user.identify(async () => 'late');
    const fetching = user.fetch();
    user.logout();
    await fetching;
    expect(told).toEqual(['parley:identifying', 'parley:logout']);
  });
});

describe('a user who has left on the page before', () => {
  it('is said to have left, also where a function names nobody', async () => {
    const user = aUser(true);
    user.identify(() => '');
    await user.fetch();
    expect(told).toEqual(['parley:logout', 'parley:identifying', 'parley:logout']);
  });

  it('is followed by whom this page names', () => {
    const user = aUser(true);
    user.identify('next');
    expect([told.at(-1), user.hasLeft]).toEqual(['parley:identify next', false]);
  });
});
