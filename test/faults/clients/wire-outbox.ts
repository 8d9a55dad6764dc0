export interface WireMessage {
  conversation: string;
  clientId: string;
  kind: 'message' | 'note';
  text: string;
  /** Place in the order written. */
  order: number;
  attempts: number;
  isDone: boolean;
}

/** What is not acknowledged yet, in the order written. */
export class WireOutbox {
  #waiting: WireMessage[] = [];
  readonly #underWay = new Set<WireMessage>();
  #count = 0;

  add(message: Omit<WireMessage, 'order' | 'attempts' | 'isDone'>): void {
    this.#waiting.push({ ...message, order: (this.#count += 1), attempts: 0, isDone: false });
  }

  unsent(conversation: string): number {
    return [...this.#waiting, ...this.#underWay].filter((message) => message.conversation === conversation).length;
  }

  get underWay(): number {
    return this.#underWay.size;
  }

  take(): WireMessage | undefined {
    const message = this.#waiting.shift();
    if (message) this.#underWay.add(message);
    return message;
  }

  /** Nobody knows what became of it: it goes out again, before what was written later. */
  putBack(message: WireMessage): void {
    if (!this.#underWay.delete(message)) return;
    this.#waiting = [...this.#waiting, message].toSorted((a, b) => a.order - b.order);
  }

  finish(message: WireMessage): void {
    message.isDone = true;
    this.#underWay.delete(message);
    this.#waiting = this.#waiting.filter((waiting) => waiting !== message);
  }
}
