import type { Layout } from '@/lib/tensor/tensorType';
import { layer } from '../../plan';
import { floatOf, intOf, intsOf } from '../attributes';
import { scalarOf } from '../constant';
import { axesAt, namedAxes } from '../fold/axes';
import type { Match } from '../match';
import type { NodeProto } from '../onnx_pb';
import { dimsOf, type Scope, soleConsumer } from '../scope';
import type { Pattern } from '../translator';
import { learns } from '../translators/normalisation';
import { transposeOrder } from '../translators/reshaping';
import { affineAfter } from './affineAfter';

/**
 * Layer normalisation as exporters write it before opset 17, and one that runs over the channels of
 * a map between two transpositions.
 */
export const layerNormChain = {
  ReduceMean: (node, scope) => decomposed(node, scope),
  Transpose: (node, scope) => transposed(node, scope),
} as const satisfies Record<string, Pattern>;

function decomposed(mean: NodeProto, scope: Scope): Match | undefined {
  const [input = ''] = mean.input;
  const dims = dimsOf(scope, input);
  const layout = scope.typeOf(input)?.layout;
  return dims && layout && chain(mean, scope, { input, dims, layout });
}

/** What is normalised, and how its axes are to be read. */
interface Normalising {
  readonly input: string;
  readonly dims: readonly number[];
  readonly layout: Layout;
}

/** (x − mean) / sqrt(mean of its square + epsilon) · scale + shift. */
function chain(
  mean: NodeProto,
  scope: Scope,
  { input, dims, layout }: Normalising,
): Match | undefined {
  const axes = reducedAxes(mean, scope, dims.length);
  const centred = soleConsumer(scope, mean.output[0]);
  if (!axes || centred?.opType !== 'Sub') return undefined;
  if (centred.input[0] !== input || centred.input[1] !== mean.output[0]) return undefined;
  const deviation = centred.output[0] ?? '';
  const square = squareOf(scope, deviation);
  const variance = soleConsumer(scope, square?.output[0]);
  if (!square || variance?.opType !== 'ReduceMean') return undefined;
  if (reducedAxes(variance, scope, dims.length)?.join() !== axes.join()) return undefined;
  const padded = soleConsumer(scope, variance.output[0]);
  const epsilon = scalarOf(
    scope.constantOf(padded?.input.find((each) => each !== variance.output[0])),
  );
  const root = soleConsumer(scope, padded?.output[0]);
  const quotient = soleConsumer(scope, root?.output[0]);
  if (padded?.opType !== 'Add' || epsilon === undefined || root?.opType !== 'Sqrt')
    return undefined;
  if (quotient?.opType !== 'Div' || quotient.input[0] !== deviation) return undefined;
  const users = new Set(scope.consumersOf(deviation));
  if (users.size !== 2 || !users.has(square) || !users.has(quotient)) return undefined;
  const covers = [mean, centred, square, variance, padded, root, quotient];
  return scaled(scope, { input, dims, layout, axes, covers, quotient, epsilon });
}

interface Normalised extends Normalising {
  readonly axes: readonly number[];
  readonly covers: readonly NodeProto[];
  readonly quotient: NodeProto;
  readonly epsilon: number;
}

/** The layer that a normalisation is, with the scale and shift behind it where there are some. */
function scaled(
  scope: Scope,
  { input, dims, layout, axes, covers, quotient, epsilon }: Normalised,
): Match | undefined {
  const over = overOf(layout, axes, dims.length);
  const [output = ''] = quotient.output;
  if (!over) return undefined;
  const values = axes.reduce((product, axis) => product * (dims[axis] ?? 1), 1);
  const affine = affineAfter(scope, output, values, dims.length - (axes[0] ?? 0));
  return {
    plan: layer('layerNorm', { over, epsilon, affine: affine !== undefined }, input),
    covers: [...covers, ...(affine?.covers ?? [])],
    output: affine?.output ?? output,
  };
}

function overOf(
  layout: Layout,
  axes: readonly number[],
  rank: number,
): 'channels' | 'all' | undefined {
  const channels = layout === 'hwc' ? 3 : 1;
  if (layout === 'other') return undefined;
  if (axes.length === 1 && axes[0] === channels) return 'channels';
  return axes.length === rank - 1 && axes[0] === 1 ? 'all' : undefined;
}

function reducedAxes(node: NodeProto, scope: Scope, rank: number): readonly number[] | undefined {
  const named = namedAxes(node, scope.constantOf(node.input[1]));
  return named && intOf(node, 'keepdims') !== 0 ? axesAt(named, rank) : undefined;
}

/** The operator that squares a tensor. */
function squareOf(scope: Scope, tensor: string): NodeProto | undefined {
  return scope.consumersOf(tensor).find((node) => {
    const [first, second] = node.input;
    if (first !== tensor) return false;
    if (node.opType === 'Mul') return second === tensor;
    return node.opType === 'Pow' && scalarOf(scope.constantOf(second)) === 2;
  });
}

/** Channels moved to the end, normalised there, and moved back: nothing moves. */
function transposed(node: NodeProto, scope: Scope): Match | undefined {
  const [input = ''] = node.input;
  const from = dimsOf(scope, input);
  const there = transposeOrder(node, scope)?.join() === '0,2,3,1';
  if (!there || from?.length !== 4 || scope.typeOf(input)?.layout !== 'chw') return undefined;
  const norm = normOf(node, scope) ?? decomposedBehind(node, scope, from);
  const back = norm && soleConsumer(scope, norm.output);
  const [output] = back?.output ?? [];
  if (!norm || back?.opType !== 'Transpose' || !output) return undefined;
  if (intsOf(back, 'perm')?.join() !== '0,3,1,2') return undefined;
  return {
    plan: layer('layerNorm', { over: 'channels', ...norm.params }, input),
    covers: [node, ...norm.covers, back],
    output,
  };
}

interface Norm {
  readonly params: { readonly epsilon: number; readonly affine: boolean };
  readonly covers: readonly NodeProto[];
  readonly output: string;
}

/** The norm over the last axis that alone reads a transposed map, as one operator. */
function normOf(node: NodeProto, scope: Scope): Norm | undefined {
  const norm = soleConsumer(scope, node.output[0]);
  const [output] = norm?.output ?? [];
  if (norm?.opType !== 'LayerNormalization' || !norm.input[2] || !output) return undefined;
  const last = intOf(norm, 'axis') ?? -1;
  if (last !== -1 && last !== 3) return undefined;
  const params = { epsilon: floatOf(norm, 'epsilon') ?? 1e-5, affine: learns(norm, scope) };
  return { params, covers: [norm], output };
}

/** The same, written out in several operators. */
function decomposedBehind(
  node: NodeProto,
  scope: Scope,
  [batch = 1, channels = 1, height = 1, width = 1]: readonly number[],
): Norm | undefined {
  const [moved = ''] = node.output;
  const readers = scope.isOutput(moved) ? [] : scope.consumersOf(moved);
  const mean = readers.find(({ opType }) => opType === 'ReduceMean');
  const dims = [batch, height, width, channels];
  const match = mean && chain(mean, scope, { input: moved, dims, layout: 'hwc' });
  const [step] = match?.plan.type === 'layers' ? match.plan.steps : [];
  if (!match || step?.layer.kind !== 'layerNorm' || step.layer.params.over !== 'channels')
    return undefined;
  if (!readers.every((reader) => match.covers.includes(reader))) return undefined;
  return { params: step.layer.params, covers: match.covers, output: match.output };
}
