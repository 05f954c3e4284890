import type { LayerGraph, NodeId } from '@/lib/graph/graph';
import type { Facts, Problem } from '@/lib/layers/kind';
import type { TensorType } from '@/lib/tensor/tensorType';
import type { NodeCost } from './cost';
import type { Field } from './receptiveField';

/** A layer that works: what it is given, what it is, what it sees and what it costs for one sample. */
export interface OkReport {
  readonly status: 'ok';
  readonly inputs: readonly TensorType[];
  readonly facts: Facts;
  readonly field: Field;
  /** The same under the convention of the lecture notes. SPEC A5. */
  readonly classroomField: Field;
  readonly cost: NodeCost;
  /** Things worth knowing that do not keep the layer from working. */
  readonly warnings: readonly Problem[];
}

/** A layer that cannot work as it stands. */
export interface ErrorReport {
  readonly status: 'error';
  readonly problems: readonly Problem[];
}

/** A layer behind trouble: nothing is wrong with it, and nothing is known of it. */
export interface BlockedReport {
  readonly status: 'blocked';
  /** The layers where the trouble is. */
  readonly by: readonly NodeId[];
}

export type NodeReport = OkReport | ErrorReport | BlockedReport;

/** What is known of a graph, keyed by node; an overlay that is never stored with it. */
export interface Analysis {
  readonly graph: LayerGraph;
  /** The nodes in the order in which they run; nodes on a circle are left out. */
  readonly order: readonly NodeId[];
  readonly reports: ReadonlyMap<NodeId, NodeReport>;
}

/** The report of a node when it works. */
export function okReport(analysis: Analysis, id: NodeId): OkReport | undefined {
  const report = analysis.reports.get(id);
  return report?.status === 'ok' ? report : undefined;
}
