import type { ComparedDesignQuery } from '@/app/_graphql/documents.generated';
import type { LayerGraph } from '@/lib/graph/graph';

/** One of the two designs that are compared. */
export interface Side {
  readonly design: ComparedDesignQuery['design'];
  readonly graph: LayerGraph;
  /** Where it stands in the address: the design's id, with the revision if one is looked at. */
  readonly place: string;
  readonly title: string;
  /** A revision is looked at, and not the design as it stands. */
  readonly pinned: boolean;
}
