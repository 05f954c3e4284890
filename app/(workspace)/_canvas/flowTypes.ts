import type { Edge, Node } from 'reactflow';
import type { NodeReport } from '@/lib/analysis/report';
import type { FieldConvention, LayerNode } from '@/lib/graph/graph';

/** How a layer stands against another design. */
export type Mark = 'added' | 'removed' | 'changed';

/** Somebody else who has this layer selected. */
export interface Watcher {
  readonly name: string;
  readonly color: string;
}

/** Everything that the canvas draws of a layer. Equal references mean nothing to draw again. */
export interface LayerData extends Record<string, unknown> {
  readonly layer: LayerNode;
  readonly report: NodeReport | undefined;
  readonly convention: FieldConvention;
  /** Bytes of the layer's output for a whole batch; undefined where not known. */
  readonly outputBytes: number | undefined;
  /** Findings of design rules about this layer, worst level first. */
  readonly findings: readonly {
    readonly level: 'error' | 'warning' | 'advice';
    readonly message: string;
  }[];
  readonly openThreads: number;
  readonly watchers: readonly Watcher[];
  readonly mark: Mark | undefined;
  readonly editable: boolean;
}

export type FlowNode = Node<LayerData, 'layer'>;
export type FlowEdge = Edge<{ readonly problem: string | undefined }, 'wire'>;
