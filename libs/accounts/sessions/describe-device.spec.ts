import { describeDevice } from './describe-device.ts';

const AGENTS = {
  'Firefox on Linux': 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
  'Chrome on Windows':
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  'Safari on iOS':
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1',
} as const;

describe('describeDevice', () => {
  it.each(Object.entries(AGENTS))('says %s', (device, userAgent) => {
    expect(describeDevice(userAgent)).toBe(device);
  });

  it.each([null, '', 'curl/8.5.0', 'You/1.0 have won (click here)', '<b>hello</b>'.repeat(20), '/'])(
    'says nothing of what it does not know: %s',
    (userAgent) => {
      expect(describeDevice(userAgent)).toBeNull();
    },
  );
});
