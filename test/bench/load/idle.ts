import { Connection } from './connection.ts';
import type { Member } from './member.ts';

const AT_ONCE = 50;
const held: Connection[] = [];

/** Opens connections and leaves them alone, but for answering pings; resolves with how many are open. */
export async function holdMore(members: readonly Member[]): Promise<number> {
  for (let index = 0; index < members.length; index += AT_ONCE) {
    const some = members.slice(index, index + AT_ONCE);
    held.push(...(await Promise.all(some.map((member) => Connection.open(member)))));
  }
  return held.length;
}

export async function releaseAll(): Promise<null> {
  const closed = held.map((connection) => connection.closed);
  for (const connection of held.splice(0)) connection.close();
  await Promise.all(closed);
  return null;
}
