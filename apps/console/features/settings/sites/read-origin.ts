import { LIMITS } from '#contracts';

import { sitesMessages as texts } from './sites.messages.ts';

const ORIGIN = /^https?:\/\/(\*\.)?([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]*[a-z0-9])?(:\d{1,5})?$/;

/** Understands what people paste: a whole address, or a host without a scheme. The server has the last word. */
export function readOrigin(typed: string): { entry: string } | { problem: string } {
  const whole = /^[a-z][a-z\d+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`;
  const entry = whole.toLowerCase().replace(/^([a-z]+:\/\/[^/?#]*).*$/, '$1');
  const isOrigin = ORIGIN.test(entry) && entry.length <= LIMITS.originLength;
  return isOrigin ? { entry } : { problem: texts.originInvalid(typed) };
}
