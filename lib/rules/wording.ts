import { formatExact } from '@/lib/format';
import type { LayerNode } from '@/lib/graph/graph';
import type { PlacedLayer } from './context';

/** The name of a layer as sentences carry it: “conv1”. */
export function quoted(layer: LayerNode | PlacedLayer): string {
  return `“${'node' in layer ? layer.node.name : layer.name}”`;
}

const SHOWN = 3;

/** Layers by name, the first few of many: “a”, “b”, “c” and 4 more. */
export function listed(layers: readonly PlacedLayer[]): string {
  return joined(layers.map(quoted));
}

/** Phrases in a row, the first few of many: a, b, c and 4 more. */
export function joined(phrases: readonly string[]): string {
  const rest = phrases.length - SHOWN;
  if (rest > 1) return `${phrases.slice(0, SHOWN).join(', ')} and ${rest} more`;
  if (phrases.length < 2) return phrases.join('');
  return `${phrases.slice(0, -1).join(', ')} and ${phrases.at(-1)}`;
}

/** A number with its noun: 1 convolution, 12 convolutions. */
export function counted(count: number, noun: string): string {
  return `${formatExact(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** A word that agrees with a count. */
export function agree(count: number, one: string, many: string): string {
  return count === 1 ? one : many;
}
