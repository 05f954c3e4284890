import type { LayerGraph } from '@/lib/graph/graph';

/** A graph to start a design from, with the name it brings along. */
export interface Start {
  readonly name: string;
  readonly graph: LayerGraph | undefined;
}
