import { frameAddress, readFrameAddress } from './frame-address.ts';

const base = new URL('https://chat.example.com/widget.js');
const page = { siteKey: 'a&b', pageOrigin: 'https://shop.example', lang: 'ar-EG', dir: '' };
const read = (surroundings: typeof page) => readFrameAddress(new URL(frameAddress(base, surroundings)));

describe('the address of the frame', () => {
  it('stands beside the loader and keeps the page out of the query', () => {
    expect(frameAddress(base, page)).toMatch('https://chat.example.com/widget/?site=a%26b#origin=');
  });

  it('carries the site key and the page’s origin', () => {
    expect(read(page)).toMatchObject({ siteKey: 'a&b', pageOrigin: 'https://shop.example' });
  });

  it.each(['null', 'file://', 'javascript:alert(1)', 'https://shop.example/path', '*'])(
    'trusts no page on %s',
    (pageOrigin) => {
      expect(read({ ...page, pageOrigin }).pageOrigin).toBeNull();
    },
  );

  it('takes the direction from the language unless the page states one', () => {
    expect(read(page).dir).toBe('rtl');
    expect(read({ ...page, dir: 'ltr' }).dir).toBe('ltr');
    expect(read({ ...page, lang: 'arn' }).dir).toBe('ltr');
    expect(read({ ...page, lang: '' }).dir).toBe('ltr');
  });
});
