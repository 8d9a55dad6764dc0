import type { KeyValueStore, OutboxItem } from '../api.ts';
import { readJson, writeJson } from '../key-value-store.ts';

/** An item as it is stored: with the conversation it goes to. */
export interface StoredItem extends OutboxItem {
  conversation: string;
}

const SLOTS = 100;

/**
 * Keeps unsent items over a reload, one slot each. A `KeyValueStore` cannot be listed, and one common list would let two
 * tabs erase each other's items; numbered slots need neither. Beyond the last slot an item lives as long as the page.
 */
export class OutboxSlots {
  readonly #store: KeyValueStore;
  readonly #prefix: string;

  constructor(store: KeyValueStore, scope: string) {
    this.#store = store;
    this.#prefix = `parley:outbox:${scope}:`;
  }

  /** In the order written. */
  load(): StoredItem[] {
    const stored = this.#slots().map((slot) => readJson<StoredItem>(this.#store, slot));
    return stored.filter((item) => item !== null).toSorted((a, b) => (a.at < b.at ? -1 : 1));
  }

  add(item: StoredItem): void {
    const slots = this.#slots();
    // From anywhere on: two tabs that write at the same moment do not look at the same slot first.
    const start = Math.floor(Math.random() * SLOTS);
    const free = [...slots.slice(start), ...slots.slice(0, start)].find((slot) => this.#read(slot) === null);
    if (free !== undefined) writeJson(this.#store, free, item);
  }

  /** Changes an item that is still there; what another tab has removed stays removed. */
  update(item: StoredItem): void {
    const slot = this.#slotOf(item.clientId);
    if (slot !== undefined) writeJson(this.#store, slot, item);
  }

  remove(clientId: string): void {
    const slot = this.#slotOf(clientId);
    if (slot !== undefined) writeJson(this.#store, slot, null);
  }

  #slots(): string[] {
    return Array.from({ length: SLOTS }, (_, slot) => this.#prefix + slot);
  }

  #slotOf(clientId: string): string | undefined {
    return this.#slots().find((slot) => this.#read(slot)?.clientId === clientId);
  }

  #read(slot: string): StoredItem | null {
    return readJson<StoredItem>(this.#store, slot);
  }
}
