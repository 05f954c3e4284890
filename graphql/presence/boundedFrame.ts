import { bareState } from './bareState';
import type { PresenceEntry } from './presenceEntry';

const sizes = new WeakMap<PresenceEntry, number>();

/**
 * Everybody who is in a design, in at most so many bytes of what they say of themselves. Where it
 * would be more, those who say most are shown without what they have selected and drag.
 */
export function boundedFrame(
  entries: readonly PresenceEntry[],
  bytes: number,
): readonly PresenceEntry[] {
  let excess = entries.reduce((sum, entry) => sum + sizeOf(entry), 0) - bytes;
  if (excess <= 0) return entries;
  const shown = new Map(entries.map((entry) => [entry.client, entry]));
  for (const entry of [...entries].sort((a, b) => sizeOf(b) - sizeOf(a))) {
    if (excess <= 0) break;
    const bare = { ...entry, state: bareState(entry.state) };
    excess -= sizeOf(entry) - sizeOf(bare);
    shown.set(entry.client, bare);
  }
  return [...shown.values()];
}

function sizeOf(entry: PresenceEntry): number {
  const known = sizes.get(entry);
  if (known !== undefined) return known;
  const size = Buffer.byteLength(JSON.stringify(entry.state));
  sizes.set(entry, size);
  return size;
}
