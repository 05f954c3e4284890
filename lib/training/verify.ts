import { type Analysis, okReport } from '@/lib/analysis/report';
import { formatExact } from '@/lib/format';
import type { NodeId } from '@/lib/graph/graph';
import type { BuiltModel, BuiltNode } from './buildModel';
import { innerShape } from './layers/innerShape';
import type { SymbolicTensor, Tensor, TensorFlow } from './tensorflow';

/** Something that the analysis says of a layer and the model that was built from it does not do. */
export interface Disagreement {
  readonly node: NodeId;
  /** A sentence with both numbers. */
  readonly message: string;
}

/**
 * Holds the analysis against the built model: it runs one sample through the model and compares the
 * shape of what every layer really gives, and the number of values that it learns and keeps. There
 * should be nothing to report; if there is, the numbers on the canvas or the training are wrong.
 */
export function verify(
  tf: TensorFlow,
  analysis: Analysis,
  built: BuiltModel,
): readonly Disagreement[] {
  const shapes = shapesInUse(tf, built);
  return [...built.nodes].flatMap(([id, node]) => {
    const name = analysis.graph.nodes.get(id)?.name ?? id;
    return [...wrongShapes(analysis, id, node, shapes), ...wrongCounts(analysis, id, node)].map(
      (complaint) => ({ node: id, message: `“${name}” ${complaint}` }),
    );
  });
}

/** The shapes of one sample of every tensor of the model, from running it. */
function shapesInUse(
  tf: TensorFlow,
  { model, nodes }: BuiltModel,
): ReadonlyMap<SymbolicTensor, readonly number[]> {
  const tensors = [...new Set([...nodes.values()].flatMap(({ outputs }) => outputs))];
  const inner = tf.model({ inputs: model.inputs, outputs: tensors });
  const shapes = new Map<SymbolicTensor, readonly number[]>();
  tf.tidy(() => {
    const sample = tf.zeros([1, ...sizesOf(model.inputs[0])]);
    const values = [inner.apply(sample, { training: false }) as Tensor | Tensor[]].flat();
    for (const [index, tensor] of tensors.entries())
      shapes.set(tensor, values[index]?.shape.slice(1) ?? []);
  });
  return shapes;
}

function sizesOf(tensor: SymbolicTensor | undefined): number[] {
  return tensor?.shape.slice(1).map((size) => size ?? 1) ?? [];
}

function wrongShapes(
  analysis: Analysis,
  id: NodeId,
  { outputs }: BuiltNode,
  shapes: ReadonlyMap<SymbolicTensor, readonly number[]>,
): readonly string[] {
  const types = okReport(analysis, id)?.facts.outputs ?? [];
  return outputs.flatMap((tensor, port) => {
    const type = types[port];
    const expected = type ? innerShape(type).join('×') : 'unknown';
    const symbolic = tensor.shape.slice(1).join('×');
    const found = shapes.get(tensor)?.join('×') ?? 'nothing';
    const where = outputs.length > 1 ? ` at port ${port + 1}` : '';
    if (symbolic === expected && found === expected) return [];
    const announced = symbolic === found ? '' : ` and announces ${symbolic}`;
    return [`gives ${found}${where}${announced} where the analysis says ${expected}.`];
  });
}

function wrongCounts(analysis: Analysis, id: NodeId, { layers }: BuiltNode): readonly string[] {
  const cost = okReport(analysis, id)?.cost;
  const learned = valuesIn(layers.flatMap((layer) => layer.trainableWeights));
  const kept = valuesIn(layers.flatMap((layer) => layer.nonTrainableWeights));
  return [
    ...countComplaint('learns', learned, cost?.params ?? 0),
    ...countComplaint('keeps', kept, cost?.buffers ?? 0),
  ];
}

function countComplaint(verb: string, found: number, expected: number): readonly string[] {
  if (found === expected) return [];
  return [`${verb} ${formatExact(found)} values where the analysis says ${formatExact(expected)}.`];
}

function valuesIn(weights: readonly { readonly shape: readonly (number | null)[] }[]): number {
  return weights.reduce(
    (sum, { shape }) => sum + shape.reduce<number>((size, length) => size * (length ?? 1), 1),
    0,
  );
}
