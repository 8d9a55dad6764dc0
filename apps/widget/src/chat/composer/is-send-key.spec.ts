import { isSendKey } from './is-send-key.ts';

const press = (event: Partial<KeyboardEvent>) =>
  isSendKey({ key: 'Enter', shiftKey: false, isComposing: false, keyCode: 13, ...event } as KeyboardEvent);

describe('isSendKey', () => {
  it('is Enter alone', () => {
    expect(press({})).toBe(true);
    expect(press({ key: 'a' })).toBe(false);
    expect(press({ shiftKey: true })).toBe(false);
  });

  it('is not the Enter that ends a composition, in any browser', () => {
    expect(press({ isComposing: true })).toBe(false);
    expect(press({ keyCode: 229 })).toBe(false);
  });
});
