import { readChatMessage, readPageMessage } from './protocol.ts';

const window = {};
const peer = { window, origin: 'https://chat.example.com' };
const from = (data: unknown) => ({ origin: peer.origin, source: window, data });

describe('readChatMessage', () => {
  it('accepts what the chat says', () => {
    for (const type of ['parley:ready', 'parley:close', 'parley:expired'])
      expect(readChatMessage(from({ type }), peer)).toEqual({ type });
    expect(readChatMessage(from({ type: 'parley:unread', count: 2 }), peer)).toEqual({
      type: 'parley:unread',
      count: 2,
    });
    const remember = { type: 'parley:remember', isAllowed: true };
    expect(readChatMessage(from(remember), peer)).toEqual(remember);
  });

  it('takes it for a no when it is not told clearly that it may remember', () => {
    expect(readChatMessage(from({ type: 'parley:remember', isAllowed: 'yes' }), peer)).toMatchObject({
      isAllowed: false,
    });
  });

  it('ignores another origin', () => {
    const event = { ...from({ type: 'parley:close' }), origin: 'https://chat.example.com.evil.example' };
    expect(readChatMessage(event, peer)).toBeNull();
  });

  it('ignores another window of the right origin', () => {
    expect(readChatMessage({ ...from({ type: 'parley:close' }), source: {} }, peer)).toBeNull();
  });

  it('ignores messages without a source while there is no frame yet', () => {
    expect(readChatMessage({ ...from({ type: 'parley:close' }), source: null }, { ...peer, window: null })).toBeNull();
  });

  it.each([
    null,
    'parley:close',
    7,
    {},
    { type: 'close' },
    { type: 'parley:unread' },
    { type: 'parley:unread', count: -1 },
  ])('ignores %j', (data) => {
    expect(readChatMessage(from(data), peer)).toBeNull();
  });
});

describe('readPageMessage', () => {
  it('accepts what the page says', () => {
    const opened = { type: 'parley:opened', takesFocus: true };
    expect(readPageMessage(from(opened), peer)).toEqual(opened);
    for (const type of ['parley:closed', 'parley:logout', 'parley:identifying', 'parley:anonymous'])
      expect(readPageMessage(from({ type }), peer)).toEqual({ type });
    const identify = { type: 'parley:identify', token: 'a.b.c' };
    expect(readPageMessage(from(identify), peer)).toEqual(identify);
  });

  it('ignores who the user is when that is no text', () => {
    expect(readPageMessage(from({ type: 'parley:identify', token: { a: 1 } }), peer)).toBeNull();
  });

  it('ignores other origins and other windows', () => {
    const data = { type: 'parley:opened', takesFocus: true };
    expect(readPageMessage({ ...from(data), origin: 'https://evil.example' }, peer)).toBeNull();
    expect(readPageMessage({ ...from(data), source: {} }, peer)).toBeNull();
  });

  it('does not take the chat’s own words for the page’s', () => {
    expect(readPageMessage(from({ type: 'parley:ready' }), peer)).toBeNull();
  });
});
