import { Secret, TOTP } from 'otpauth';

/** What every authenticator app understands (RFC 6238). */
const OPTIONS = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
/** RFC 4226 asks for 128 bits and recommends 160. */
const SECRET_BYTES = 20;
/** Steps a clock may be off, to either side. */
const WINDOW = 1;

export function newTotpSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32;
}

/** What an authenticator app reads from a QR code. */
export function totpUri(secret: string, account: string): string {
  return new TOTP({ ...OPTIONS, secret, issuer: 'Parley', label: account }).toString();
}

/** The time step the code belongs to, null when it is none of those that count now. */
export function totpStep(secret: string, code: string, timestamp = Date.now()): number | null {
  const totp = new TOTP({ ...OPTIONS, secret });
  const delta = totp.validate({ token: code, timestamp, window: WINDOW });
  return delta === null ? null : totp.counter({ timestamp }) + delta;
}
