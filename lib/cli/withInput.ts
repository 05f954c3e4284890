import type { LayerGraph, LayerNode } from '@/lib/graph/graph';
import { inferLayer, kindOf, makeLayer } from '@/lib/layers/catalogue';
import { err, ok, type Result } from '@/lib/result';
import {
  describeType,
  featureMap,
  sameType,
  type TensorType,
  vector,
} from '@/lib/tensor/tensorType';

export interface GraphWithInput {
  readonly graph: LayerGraph;
  /** A sentence that says what was changed, where something was. */
  readonly note: readonly string[];
}

/** The design with another size of its one input, channels first. The error says why there is none. */
export function withInput(
  graph: LayerGraph,
  sizes: readonly number[],
): Result<GraphWithInput, string> {
  const [channels = 1, height, width] = sizes;
  const isMap = height !== undefined && width !== undefined;
  const layer = isMap
    ? makeLayer('input', { form: 'map', channels, height, width })
    : makeLayer('input', { form: 'vector', channels });
  const wanted = isMap ? featureMap(channels, height, width) : vector(channels);
  const inputs = [...graph.nodes.values()].filter((node) => kindOf(node).arity.max === 0);
  const [node] = inputs;
  if (!node || inputs.length > 1) {
    const has = node ? `${inputs.length} inputs` : 'no input';
    return err(`it has ${has}, so that --input cannot say which one has another size.`);
  }
  const is = typeOf(node);
  if (is && is.shape.length !== sizes.length)
    return err(`its input is ${describeType(is)}, and --input gives ${describeType(wanted)}.`);
  if (is && sameType(is, wanted)) return ok({ graph, note: [] });
  const nodes = new Map(graph.nodes).set(node.id, { ...node, ...layer } as LayerNode);
  const was = is ? ` instead of ${describeType(is)}` : '';
  return ok({
    graph: { ...graph, nodes },
    note: [`“${node.name}” was given ${describeType(wanted)}${was}.`],
  });
}

function typeOf(node: LayerNode): TensorType | undefined {
  const inferred = inferLayer(node, []);
  return inferred.ok ? inferred.facts.outputs[0] : undefined;
}
