import { describe, expect, test } from 'vitest';
import type { PresenceEntry } from '@/graphql/presence/presenceEntry';
import { messagesOf, type PresenceNews } from '@/graphql/presence/presenceMail';

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
