import { qrPath } from './qr-path.ts';

it('a QR code is a square of modules with a quiet zone of four around it', () => {
  const { size, path } = qrPath('otpauth://totp/Parley:ada@example.com?secret=JBSWY3DPEHPK3PXP&issuer=Parley');
  const modules = [...path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map(([, x, y]) => [Number(x), Number(y)] as const);
  expect(modules.map(([x, y]) => `M${x} ${y}h1v1h-1z`).join('')).toBe(path);
  expect(Math.min(...modules.flat())).toBe(4);
  expect(Math.max(...modules.flat())).toBe(size - 5);
  // The finder pattern at the upper left: seven dark modules in a row.
  expect(modules.slice(0, 7).map(([x]) => x)).toEqual([4, 5, 6, 7, 8, 9, 10]);
});
