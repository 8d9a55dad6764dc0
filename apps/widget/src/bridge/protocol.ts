/**
 * What the page tells the chat in its frame. `takesFocus` is false when a reload, not a person, opened it. `identify` carries the
 * website's word for its user, a JWT, or nothing when it could not be had; until then `identifying` says that it is on its way.
 * `anonymous`: the website has nobody to name after all. `logout`: the user has left the website.
 */
export type PageMessage =
  | { type: 'parley:opened'; takesFocus: boolean }
  | { type: 'parley:closed' }
  | { type: 'parley:identify'; token: string }
  | { type: 'parley:identifying' }
  | { type: 'parley:anonymous' }
  | { type: 'parley:logout' };

/**
 * What the chat tells the page around it. The page answers `ready` with who the user is, if it knows, and then the panel's state.
 * `remember` says whether anything may be kept in this browser; until it has, nothing may. It answers `logout` with a no, when
 * nothing is kept any more. `expired` asks for a newer token.
 */
export type ChatMessage =
  | { type: 'parley:ready' }
  | { type: 'parley:close' }
  | { type: 'parley:expired' }
  | { type: 'parley:unread'; count: number }
  | { type: 'parley:remember'; isAllowed: boolean };

/** The one window, on the one origin, whose messages count. */
export interface Peer {
  readonly window: object | null;
  readonly origin: string;
}

/** What a guard looks at; a `MessageEvent` fits. */
export interface Incoming {
  readonly origin: string;
  readonly source: object | null;
  readonly data: unknown;
}

/** The chat's message, or null for anything from anyone else and for anything of another shape. */
export function readChatMessage(event: Incoming, chat: Peer): ChatMessage | null {
  if (event.origin !== chat.origin || event.source !== chat.window || chat.window === null) return null;
  const { type, count, isAllowed } = fields(event.data);
  if (type === 'parley:ready' || type === 'parley:close' || type === 'parley:expired') return { type };
  if (type === 'parley:remember') return { type, isAllowed: isAllowed === true };
  if (type === 'parley:unread' && typeof count === 'number' && count >= 0) return { type, count };
  return null;
}

/** The page's message, or null for anything from anyone else and for anything of another shape. */
export function readPageMessage(event: Incoming, page: Peer): PageMessage | null {
  if (event.origin !== page.origin || event.source !== page.window || page.window === null) return null;
  const { type, takesFocus, token } = fields(event.data);
  if (type === 'parley:closed' || type === 'parley:logout') return { type };
  if (type === 'parley:identifying' || type === 'parley:anonymous') return { type };
  if (type === 'parley:identify') return typeof token === 'string' ? { type, token } : null;
  return type === 'parley:opened' ? { type, takesFocus: takesFocus === true } : null;
}

function fields(data: unknown): Record<string, unknown> {
  return typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : {};
}
