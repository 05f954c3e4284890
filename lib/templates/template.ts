import type { LayerGraph } from '@/lib/graph/graph';

/** A published or taught network that a design can start from. */
export interface Template {
  readonly id: string;
  readonly title: string;
  /** One sentence: what it is known for. */
  readonly summary: string;
  /** What to know before starting from it: where it departs from its source, what is drawn in an unexpected way. */
  readonly note?: string;
  /** Paper, model card or lecture that the figures come from. */
  readonly source: string;
  readonly build: () => LayerGraph;
}
