export interface Answer {
  status: number;
  type: string | null;
  text: string;
}

/** Null when no answer came: the connection was cut, which is a server's right. */
export async function send(request: Request, signal: AbortSignal): Promise<Answer | null> {
  try {
    const response = await fetch(request, { signal: AbortSignal.any([signal, AbortSignal.timeout(30_000)]) });
    return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
  } catch {
    return null;
  }
}

/** A server may refuse whatever it likes, but it says so in its documented way, and it does not stumble. */
export function judgeAnswer({ status, type, text }: Answer, what: string): string | null {
  if (status >= 500 && status !== 502 && status !== 503) return `${status} for ${what}: ${text.slice(0, 300)}`;
  if (status >= 400 && !type?.startsWith('application/problem+json')) return `${status} as ${type} for ${what}`;
  if (/\bat .+:\d+:\d+\)?/.test(text)) return `a stack trace for ${what}: ${text.slice(0, 300)}`;
  return null;
}
