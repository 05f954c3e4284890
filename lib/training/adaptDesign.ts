import { analyse } from '@/lib/analysis/analyse';
import { type Analysis, okReport } from '@/lib/analysis/report';
import type { LayerGraph, LayerNode, NodeId } from '@/lib/graph/graph';
import { kindOf } from '@/lib/layers/catalogue';
import { describeType } from '@/lib/tensor/tensorType';
import type { DatasetInfo } from './datasets/dataset';
import type { Ports } from './ports';
import { scoreMakers } from './scoreMakers';

/** A design made to fit a data set, and how. */
export interface AdaptedDesign {
  readonly analysis: Analysis;
  /** What is different, in sentences. */
  readonly changes: readonly string[];
}

/** The parameters that say how many scores a layer makes. */
const COUNTS = ['units', 'filters'] as const;

/**
 * The same network for images of another size and another number of classes: the input takes the
 * size of the data, the layers that make the scores make one for each class. Everything between
 * stays, so that the run says something about the design; weights behind a flatten change in
 * number. Whether the result works is for the caller to see in its analysis.
 */
export function adaptDesign(analysis: Analysis, ports: Ports, data: DatasetInfo): AdaptedDesign {
  const nodes = new Map(analysis.graph.nodes);
  const changes = [
    ...changeInput(nodes, analysis, ports.input, data),
    ...[ports.head, ...ports.sideHeads].flatMap((head) =>
      changeScores(nodes, analysis, head, data),
    ),
  ];
  const graph: LayerGraph = { ...analysis.graph, nodes };
  return { analysis: changes.length === 0 ? analysis : analyse(graph, analysis), changes };
}

type Nodes = Map<NodeId, LayerNode>;

function changeInput(
  nodes: Nodes,
  analysis: Analysis,
  id: NodeId,
  { height, width, channels }: DatasetInfo,
): readonly string[] {
  const node = nodes.get(id);
  const type = okReport(analysis, id)?.facts.outputs[0];
  const wanted = `${height}×${width}×${channels}`;
  if (!node || !type || describeType(type) === wanted) return [];
  if (!replaceParams(nodes, node, { height, width, channels })) return [];
  return [`“${node.name}” takes ${wanted} instead of ${describeType(type)}.`];
}

function changeScores(
  nodes: Nodes,
  analysis: Analysis,
  head: NodeId,
  { classes }: DatasetInfo,
): readonly string[] {
  const scores = okReport(analysis, head)?.facts.outputs[0];
  if (!scores || scores.shape[0] === classes.length) return [];
  const makers = [...scoreMakers(analysis, [head])];
  return makers.flatMap((id) => {
    const node = nodes.get(id);
    const name = node && COUNTS.find((each) => each in node.params);
    if (!node || !name || !replaceParams(nodes, node, { [name]: classes.length })) return [];
    return [`“${node.name}” makes ${classes.length} scores instead of ${scores.shape[0]}.`];
  });
}

/** Sets parameters of a layer; false when its kind does not take them. */
function replaceParams(nodes: Nodes, node: LayerNode, changes: object): boolean {
  const params = kindOf(node).params.safeParse({ ...node.params, ...changes });
  if (!params.success) return false;
  nodes.set(node.id, { ...node, params: params.data } as LayerNode);
  return true;
}
