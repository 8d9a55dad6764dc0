import type { Actor } from '#contracts';
import { DURATIONS } from '#contracts';

/** Who is typing: each notice ends by itself, because the news of its end may be lost. */
export class TypingNotices {
  readonly #notices = new Map<string, { actor: Actor; timer: ReturnType<typeof setTimeout> }>();
  readonly #onChange: (typing: readonly Actor[]) => void;
  #typing: readonly Actor[] = [];

  constructor(onChange: (typing: readonly Actor[]) => void) {
    this.#onChange = onChange;
  }

  get(): readonly Actor[] {
    return this.#typing;
  }

  set(actor: Actor, isTyping: boolean): void {
    const wasTyping = this.stopped(actor.id);
    if (isTyping) {
      const timer = setTimeout(() => this.set(actor, false), DURATIONS.typingMs);
      this.#notices.set(actor.id, { actor, timer });
    }
    this.#list();
    if (isTyping !== wasTyping) this.#onChange(this.#typing);
  }

  /** Without telling: whoever wrote something has stopped typing, and that change is shown with the message. */
  stopped(actorId: string): boolean {
    clearTimeout(this.#notices.get(actorId)?.timer);
    const wasTyping = this.#notices.delete(actorId);
    if (wasTyping) this.#list();
    return wasTyping;
  }

  clear(): void {
    if (this.#notices.size === 0) return;
    for (const actorId of this.#notices.keys()) this.stopped(actorId);
    this.#onChange(this.#typing);
  }

  #list(): void {
    this.#typing = Array.from(this.#notices.values(), ({ actor }) => actor);
  }
}
