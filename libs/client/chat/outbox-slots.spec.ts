import { memoryStore } from '../index.ts';
import { OutboxSlots } from './outbox-slots.ts';
import type { StoredItem } from './outbox-slots.ts';

function anItem(clientId: string, at = clientId): StoredItem {
  return { conversation: 'c', clientId, kind: 'message', text: clientId, at, state: 'sending', error: null };
}

function refuse(): never {
  throw new Error('The quota has been exceeded.');
}

describe('the slots of the outbox', () => {
  it('give back what was stored in the order written, per person', () => {
    const store = memoryStore();
    const slots = new OutboxSlots(store, 'me');
    for (const id of ['2', '1', '3']) slots.add(anItem(id));
    new OutboxSlots(store, 'you').add(anItem('4'));
    expect(slots.load().map((item) => item.clientId)).toEqual(['1', '2', '3']);
  });

  it('change and remove single items, and do not bring back what another tab has removed', () => {
    const slots = new OutboxSlots(memoryStore(), 'me');
    for (const id of ['1', '2']) slots.add(anItem(id));
    slots.remove('1');
    slots.update({ ...anItem('1'), state: 'failed' });
    slots.update({ ...anItem('2'), state: 'failed' });
    expect(slots.load()).toMatchObject([{ clientId: '2', state: 'failed' }]);
  });

  it('hold a hundred items; more of them do no harm', () => {
    const slots = new OutboxSlots(memoryStore(), 'me');
    for (let n = 0; n < 120; n += 1) slots.add(anItem(`${n}`));
    expect(slots.load()).toHaveLength(100);
  });

  it('survive a store that refuses everything, and one with rubbish in it', () => {
    const refusing = new OutboxSlots({ getItem: refuse, setItem: refuse, removeItem: refuse }, 'me');
    refusing.add(anItem('1'));
    refusing.remove('1');
    expect(refusing.load()).toEqual([]);
    const slots = new OutboxSlots({ ...memoryStore(), getItem: () => '{"half' }, 'me');
    expect(slots.load()).toEqual([]);
  });
});
