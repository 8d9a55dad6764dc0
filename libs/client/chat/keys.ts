import { randomId } from '../random-id.ts';

const PREFIX = 'new:';

/** The key of a conversation that does not exist yet: it holds the `clientId` that will make it, so that asking twice makes one. */
export function newKey(): string {
  return PREFIX + randomId();
}

export function isNew(key: string): boolean {
  return key.startsWith(PREFIX);
}

export function creationId(key: string): string {
  return key.slice(PREFIX.length);
}
