import { layer } from '../../plan';
import { intOf } from '../attributes';
import { isChannelVector } from '../channelVector';
import { isAll, scalarOf } from '../constant';
import { axesAt, namedAxes } from '../fold/axes';
import type { Match } from '../match';
import type { NodeProto } from '../onnx_pb';
import { dimsOf, type Scope, soleConsumer } from '../scope';
import type { Pattern } from '../translator';

/**
 * The global response norm of ConvNeXt V2 as PyTorch writes it: the L2 norm of each channel over the
 * map, divided by the mean of these norms; the map times that, scaled and shifted, and added to itself.
 */
export const globalResponseNormChain = {
  ReduceL2: (node, scope) => chain(node.input[0] ?? '', [], node, scope),
  Abs: (node, scope) => {
    const norm = soleConsumer(scope, node.output[0]);
    return norm?.opType === 'ReduceL2'
      ? chain(node.input[0] ?? '', [node], norm, scope)
      : undefined;
  },
  Mul: (node, scope) => (node.input[0] === node.input[1] ? writtenOut(node, scope) : undefined),
  Pow: (node, scope) =>
    scalarOf(scope.constantOf(node.input[1])) === 2 ? writtenOut(node, scope) : undefined,
} as const satisfies Record<string, Pattern>;

/** The L2 norm as the root of a sum of squares. */
function writtenOut(square: NodeProto, scope: Scope): Match | undefined {
  const sum = soleConsumer(scope, square.output[0]);
  const root = soleConsumer(scope, sum?.output[0]);
  if (sum?.opType !== 'ReduceSum' || root?.opType !== 'Sqrt') return undefined;
  const [response = ''] = root.output;
  return chain(square.input[0] ?? '', [square], sum, scope, { covers: [root], response });
}

interface Ending {
  readonly covers: readonly NodeProto[];
  readonly response: string;
}

function chain(
  input: string,
  before: readonly NodeProto[],
  reduction: NodeProto,
  scope: Scope,
  { covers: behind, response }: Ending = { covers: [], response: reduction.output[0] ?? '' },
): Match | undefined {
  const dims = dimsOf(scope, input);
  const layout = scope.typeOf(input)?.layout;
  if (dims?.length !== 4 || (layout !== 'chw' && layout !== 'hwc')) return undefined;
  const [space, channels] = layout === 'chw' ? ['2,3', '1'] : ['1,2', '3'];
  if (axesOf(reduction, scope) !== space) return undefined;
  const share = shareOf(response, channels ?? '', scope);
  const product = share && soleConsumer(scope, share.output);
  if (!share || product?.opType !== 'Mul' || !product.input.includes(input)) return undefined;
  const covers = [...before, reduction, ...behind, ...share.covers, product];
  return ending(input, covers, share.epsilon, scope);
}

/** Each response against the mean of all, and what is added to that mean. */
function shareOf(response: string, channels: string, scope: Scope) {
  if (scope.isOutput(response)) return undefined;
  const readers = scope.consumersOf(response);
  const mean = readers.find(({ opType }) => opType === 'ReduceMean');
  const share = readers.find(({ opType, input }) => opType === 'Div' && input[0] === response);
  if (readers.length !== 2 || !mean || !share || axesOf(mean, scope) !== channels) return undefined;
  const padded = soleConsumer(scope, mean.output[0]);
  const [output] = share.output;
  if (padded?.opType !== 'Add' || share.input[1] !== padded.output[0] || !output) return undefined;
  const added = padded.input.find((tensor) => tensor !== mean.output[0]);
  const epsilon = scalarOf(scope.constantOf(added));
  return epsilon === undefined ? undefined : { covers: [mean, padded, share], output, epsilon };
}

/** Scale, shift and the sum with the input, in this order; a factor of 1 may stand between. */
function ending(
  input: string,
  covers: NodeProto[],
  epsilon: number,
  scope: Scope,
): Match | undefined {
  const wanted = ['Mul', 'Add', 'sum'];
  while (wanted.length > 0) {
    const last = covers.at(-1)?.output[0] ?? '';
    const next = soleConsumer(scope, last);
    const other = next?.input.find((tensor) => tensor !== last);
    if (next?.input.length !== 2 || !other) return undefined;
    const constant = scope.constantOf(other);
    const [first] = wanted;
    const scales = next.opType === first && isChannelVector(scope, other, input);
    const adds = first === 'sum' && next.opType === 'Add' && other === input;
    if (scales || adds) wanted.shift();
    else if (next.opType !== 'Mul' || !constant || !isAll(constant, 1)) return undefined;
    covers.push(next);
  }
  const output = covers.at(-1)?.output[0];
  return output === undefined
    ? undefined
    : { plan: layer('globalResponseNorm', { epsilon }, input), covers, output };
}

/** The axes that a reduction keeps as 1, batch included, joined with commas. */
function axesOf(node: NodeProto, scope: Scope): string | undefined {
  const named = namedAxes(node, scope.constantOf(node.input[1]));
  return named && intOf(node, 'keepdims') !== 0 ? axesAt(named, 4)?.join() : undefined;
}
