import { layer } from '../../plan';
import { floatOf, intOf } from '../attributes';
import { scalarOf } from '../constant';
import { axesAt, namedAxes } from '../fold/axes';
import type { Match } from '../match';
import type { NodeProto } from '../onnx_pb';
import { dimsOf, type Scope, soleConsumer } from '../scope';
import type { Pattern } from '../translator';
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

/** (x − mean) / sqrt(mean of its square + epsilon) · scale + shift. */
function decomposed(mean: NodeProto, scope: Scope): Match | undefined {
  const [input = ''] = mean.input;
  const dims = dimsOf(scope, input);
  const axes = dims && reducedAxes(mean, scope, dims.length);
  const centred = soleConsumer(scope, mean.output[0]);
  if (!dims || !axes || centred?.opType !== 'Sub') return undefined;
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
  return scaled(scope, { input, dims, axes, covers, quotient, epsilon });
}

interface Normalised {
  readonly input: string;
  readonly dims: readonly number[];
  readonly axes: readonly number[];
  readonly covers: readonly NodeProto[];
  readonly quotient: NodeProto;
  readonly epsilon: number;
}

/** The layer that a normalisation is, with the scale and shift behind it where there are some. */
function scaled(
  scope: Scope,
  { input, dims, axes, covers, quotient, epsilon }: Normalised,
): Match | undefined {
  const over = overOf(scope, input, axes, dims.length);
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
  scope: Scope,
  input: string,
  axes: readonly number[],
  rank: number,
): 'channels' | 'all' | undefined {
  const layout = scope.typeOf(input)?.layout;
  const channels = layout === 'hwc' ? 3 : 1;
  if (layout === undefined || layout === 'other') return undefined;
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
  const norm = soleConsumer(scope, node.output[0]);
  const back = soleConsumer(scope, norm?.output[0]);
  const [output] = back?.output ?? [];
  if (norm?.opType !== 'LayerNormalization' || back?.opType !== 'Transpose' || !output)
    return undefined;
  const [input = ''] = node.input;
  const last = intOf(norm, 'axis') ?? -1;
  const there = transposeOrder(node, scope)?.join() === '0,2,3,1';
  const andBack = transposeOrder(back, scope)?.join() === '0,3,1,2';
  if (!there || !andBack || (last !== -1 && last !== 3) || !norm.input[2]) return undefined;
  if (scope.typeOf(input)?.layout !== 'chw') return undefined;
  const epsilon = floatOf(norm, 'epsilon') ?? 1e-5;
  return {
    plan: layer('layerNorm', { over: 'channels', epsilon }, input),
    covers: [node, norm, back],
    output,
  };
}
