import type { NodeId, Settings } from '@/lib/graph/graph';
import { BYTES } from './precision';
import type { Analysis } from './report';
import { lastUsers, storagesOf } from './storage';

/** Memory of running a network forward, in bytes. */
export interface InferenceMemory {
  /** Most bytes of activations that are alive at one time. */
  readonly peak: number;
  /** The layer that runs at that time; undefined in an empty network. */
  readonly at: NodeId | undefined;
  /** Bytes of activations alive while each layer runs, in the order of execution. */
  readonly timeline: readonly number[];
}

/**
 * Walks the layers in order: each output that is not a view takes memory when its layer runs, and
 * gives it back right after the last layer that reads it; the input image too. SPEC A8.
 */
export function inferenceMemory(
  analysis: Analysis,
  settings: Pick<Settings, 'precision'>,
  samples = 1,
): InferenceMemory {
  const bytes = BYTES[settings.precision].activation * samples;
  const storages = storagesOf(analysis, 'inference');
  const dying = new Map<NodeId, number>();
  for (const [storage, id] of lastUsers(analysis, storages))
    dying.set(id, (dying.get(id) ?? 0) + storage.elements);
  const timeline: number[] = [];
  let live = 0;
  let peak = 0;
  let at: NodeId | undefined;
  for (const id of analysis.order) {
    for (const storage of storages.ownedBy(id)) live += storage.elements;
    timeline.push(live * bytes);
    if (at === undefined || live * bytes > peak) {
      peak = live * bytes;
      at = id;
    }
    live -= dying.get(id) ?? 0;
  }
  return { peak, at, timeline };
}
