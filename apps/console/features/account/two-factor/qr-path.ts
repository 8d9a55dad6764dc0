import { encode } from 'uqr';

export interface QrPath {
  /** Modules along one side, with the quiet zone that readers need. */
  size: number;
  /** The dark modules, as the path of an SVG in units of a module. */
  path: string;
}

/** Readers want four light modules around the code (ISO/IEC 18004). */
const QUIET_ZONE = 4;

export function qrPath(text: string): QrPath {
  const { size, data } = encode(text, { ecc: 'M', border: QUIET_ZONE });
  const rows = data.map((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')).join(''));
  return { size, path: rows.join('') };
}
