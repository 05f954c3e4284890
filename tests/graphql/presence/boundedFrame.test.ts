import { expect, test } from 'vitest';
import { boundedFrame } from '@/graphql/presence/boundedFrame';
import type { PresenceEntry } from '@/graphql/presence/presenceEntry';

function entry(client: string, selected: number): PresenceEntry {
  const selection = Array.from({ length: selected }, (_, index) => `layer-${index}`);
  const state = {
    cursor: { x: 1, y: 2 },
    selection,
    drag: [{ id: 'a', x: 1, y: 1 }],
    editing: null,
    view: null,
  };
  return { client, userId: 'ada', state };
}

const bytesOf = (entries: readonly PresenceEntry[]) =>
  entries.reduce((sum, { state }) => sum + JSON.stringify(state).length, 0);

test('a frame that fits is shown as it is', () => {
  const entries = [entry('a', 3), entry('b', 0)];
  expect(boundedFrame(entries, bytesOf(entries))).toBe(entries);
});

test('[P12] a frame stays within its bytes: those who say most lose what they selected and drag', () => {
  const entries = [entry('a', 1), entry('b', 200), entry('c', 2), entry('d', 150)];
  const frame = boundedFrame(entries, 1_000);
  expect(bytesOf(frame)).toBeLessThanOrEqual(1_000);
  expect(frame.map(({ client, state }) => [client, state.selection.length])).toEqual([
    ['a', 1],
    ['b', 0],
    ['c', 2],
    ['d', 0],
  ]);
  expect(frame[1]?.state.cursor).toEqual({ x: 1, y: 2 });
});
