const LINE_END = '\r\n';

/** Cuts a stream of Redis replies (RESP2 and RESP3) into whole top-level replies, whatever pieces it arrives in. */
export class RespSplitter {
  #rest: Buffer = Buffer.alloc(0);

  push(piece: Buffer): Buffer[] {
    const replies: Buffer[] = [];
    let buffer = this.#rest.length > 0 ? Buffer.concat([this.#rest, piece]) : piece;
    for (let end = endOf(buffer, 0); end !== null; end = endOf(buffer, 0)) {
      replies.push(buffer.subarray(0, end));
      buffer = buffer.subarray(end);
    }
    this.#rest = buffer;
    return replies;
  }
}

/** Where the reply that starts there ends; null when it is not all there yet. */
function endOf(buffer: Buffer, start: number): number | null {
  const lineEnd = buffer.indexOf(LINE_END, start, 'latin1');
  if (lineEnd < 0) return null;
  const type = String.fromCharCode(buffer[start] ?? 0);
  const count = Number(buffer.toString('latin1', start + 1, lineEnd));
  const after = lineEnd + LINE_END.length;
  if ('$=!'.includes(type)) return count < 0 ? after : within(buffer, after + count + LINE_END.length);
  if ('*~>'.includes(type)) return endOfAll(buffer, after, count);
  if (type === '%') return endOfAll(buffer, after, 2 * count);
  if (type === '|') return endOfAll(buffer, after, 2 * count + 1);
  return after;
}

function endOfAll(buffer: Buffer, start: number, count: number): number | null {
  let end: number | null = start;
  for (let left = count; left > 0 && end !== null; left -= 1) end = endOf(buffer, end);
  return end;
}

function within(buffer: Buffer, end: number): number | null {
  return end <= buffer.length ? end : null;
}

const PUSHED_MESSAGE = /^[>*]3\r\n\$7\r\nmessage\r\n/;

/** Whether a reply is a message of pub/sub. */
export function isPushedMessage(reply: Buffer): boolean {
  return PUSHED_MESSAGE.test(reply.toString('latin1', 0, 20));
}
