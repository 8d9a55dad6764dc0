import { bansMessages as texts } from './bans.messages.ts';

const V4 = /^(\d{1,3})(\.\d{1,3}){3}$/;
const V6 = /^[\da-f:]*:[\da-f:]*(\d{1,3}(\.\d{1,3}){3})?$/i;

/** Only what is plainly wrong: the server knows the rest. */
export function validateAddress(typed: string): string | null {
  const text = typed.trim();
  if (text === '') return texts.addressMissing;
  const [address = '', bits, ...rest] = text.split('/');
  if (rest.length > 0) return texts.addressInvalid;
  if (isV4(address) && hasBits(bits, 32)) return null;
  return V6.test(address) && hasBits(bits, 128) ? null : texts.addressInvalid;
}

function isV4(address: string): boolean {
  return V4.test(address) && address.split('.').every((part) => Number(part) <= 255);
}

function hasBits(bits: string | undefined, most: number): boolean {
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most);
}
