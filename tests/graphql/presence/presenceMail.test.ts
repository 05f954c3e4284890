import { describe, expect, test } from 'vitest';
import type { PresenceEntry } from '@/graphql/presence/presenceEntry';
import { createPresenceMail, messagesOf, type PresenceNews } from '@/graphql/presence/presenceMail';
import { createCarrierBus } from '../../support/carrierBus';

function entry(client: string, selected: number): PresenceEntry {
  const selection = Array.from({ length: selected }, (_, index) => `layer-${index}`);
  const state = { cursor: { x: 1, y: 2 }, selection, drag: [], editing: null, view: null };
  return { client, userId: 'ada', state };
}

function news(put: readonly PresenceEntry[]): PresenceNews {
  return { designId: 'design', put, gone: ['left'], say: [], ask: true };
}

describe('messages about presence', () => {
  test('are one where everything fits', () => {
    const all = news([entry('a', 2), entry('b', 2)]);
    expect(messagesOf(all, 1_000).map((message) => JSON.parse(message))).toEqual([all]);
  });

  test('come tab by tab where it does not', () => {
    const [a, b] = [entry('a', 20), entry('b', 20)];
    const messages = messagesOf(news([a, b]), 500).map((message) => JSON.parse(message));
    expect(messages).toEqual([
      { designId: 'design', put: [], gone: [], say: [], ask: true },
      { designId: 'design', put: [], gone: ['left'], say: [], ask: false },
      { designId: 'design', put: [a], gone: [], say: [], ask: false },
      { designId: 'design', put: [b], gone: [], say: [], ask: false },
    ]);
  });

  test('leave out what is selected where even one tab is too much', () => {
    const messages = messagesOf(news([entry('a', 200)]), 500);
    expect(JSON.parse(messages.at(-1) ?? '')).toMatchObject({ put: [entry('a', 0)] });
    expect(Math.max(...messages.map((message) => message.length))).toBeLessThan(500);
  });
});

describe('mail about presence', () => {
  test('leaves aside what is no news', () => {
    const bus = createCarrierBus();
    const mail = createPresenceMail(bus.join(), () => []);
    const heard: unknown[] = [];
    mail.onNews((each) => heard.push(each));
    const good = news([entry('a', 1)]);
    const { state } = entry('a', 1);
    for (const bad of [
      'garbage',
      'null',
      '[]',
      '{}',
      JSON.stringify({ ...good, designId: 7 }),
      JSON.stringify({ ...good, extra: true }),
      JSON.stringify({ ...good, put: [{ client: 'a', userId: 'b', state: { ...state, x: 1 } }] }),
      JSON.stringify({ ...good, put: [{ client: '', userId: 'b', state }] }),
      `{"__proto__":{"put":[]},"designId":"design"}`,
    ]) {
      bus.publish('presence', bad);
    }
    bus.publish('presence', JSON.stringify(good));
    expect(heard).toEqual([good]);
  });
});
