import { layers, type Plan, type Source, same, step } from '../../plan';
import { intOf, intsOf } from '../attributes';
import { axesAt, namedAxes } from '../fold/axes';
import { axisAt } from '../fold/evaluator';
import type { Match } from '../match';
import type { NodeProto } from '../onnx_pb';
import { dimsOf, type Scope, soleConsumer } from '../scope';
import type { Pattern } from '../translator';
import { reshapedBy } from '../translators/reshaping';

/**
 * Split attention (ResNeSt) as PyTorch writes it: the channels of a map are dealt out over an axis of
 * splits, gated, and summed over that axis. Here the map stays a map, and its splits are split off.
 * The gate is a softmax over the splits, with the axes swapped around it.
 */
export const splitAttention = {
  Reshape: (node, scope) => dealt(node, scope) ?? radixSoftmax(node, scope),
  ReduceSum: (node, scope) => {
    const [input = ''] = node.input;
    const producer = scope.producerOf(input);
    const splits = producer && splitsOf(producer, scope);
    const [output] = node.output;
    if (!splits || !output || !sumsSplits(node, scope)) return undefined;
    const plan = summed(input, splits, scope.typeOf(input)?.shape[0] ?? 0);
    return { plan, covers: [node], output };
  },
  Mul: (node, scope) => {
    const makers = node.input.map((tensor) => scope.producerOf(tensor));
    const splits = makers.map((maker) => maker && splitsOf(maker, scope));
    const [first] = splits;
    const sum = soleConsumer(scope, node.output[0]);
    const [output] = sum?.output ?? [];
    if (!first || splits.some((each) => each !== first) || !sum || !output) return undefined;
    if (!sumsSplits(sum, scope)) return undefined;
    const channels = scope.typeOf(node.input[0])?.shape[0] ?? 0;
    const gate = step('multiply', {}, ...node.input);
    const plan = summed({ step: 0, port: 0 }, first, channels, [gate]);
    return { plan, covers: [node, sum], output };
  },
} as const satisfies Record<string, Pattern>;

/** A map whose channels are dealt out, where all that reads it puts them together again. */
function dealt(node: NodeProto, scope: Scope): Match | undefined {
  const [input = ''] = node.input;
  const [output = ''] = node.output;
  const readers = scope.isOutput(output) ? [] : scope.consumersOf(output);
  const together = readers.every((reader) => {
    if (reader.opType !== 'Mul') return sumsSplits(reader, scope);
    const sum = soleConsumer(scope, reader.output[0]);
    return sum !== undefined && sumsSplits(sum, scope);
  });
  if (readers.length === 0 || !together || !splitsOf(node, scope)) return undefined;
  return { plan: same(input), covers: [node], output };
}

/** How many splits a Reshape deals the channels of a map out over; undefined where it does anything else. */
function splitsOf(node: NodeProto, scope: Scope): number | undefined {
  if (node.opType !== 'Reshape') return undefined;
  const [input] = node.input;
  const from = dimsOf(scope, input);
  if (from?.length !== 4 || scope.typeOf(input)?.layout !== 'chw') return undefined;
  const dims = reshapedBy(node, scope, from);
  const [batch = 0, channels = 0, ...space] = from;
  const [, splits = 0] = dims ?? [];
  const wanted = [batch, splits, channels / splits, ...space];
  const fits = splits > 1 && splits <= MOST_SPLITS && dims?.join() === wanted.join();
  return fits ? splits : undefined;
}

/** As many parts as a split can have. */
const MOST_SPLITS = 64;

function sumsSplits(node: NodeProto, scope: Scope): boolean {
  const axes = namedAxes(node, scope.constantOf(node.input[1]));
  const first = axes && axesAt(axes, 5)?.join() === '1';
  return node.opType === 'ReduceSum' && first === true && intOf(node, 'keepdims') === 0;
}

function summed(
  from: Source,
  splits: number,
  channels: number,
  before: readonly ReturnType<typeof step>[] = [],
): Plan {
  const sizes = new Array<number>(splits).fill(channels / splits);
  const ports = sizes.map((_size, port) => ({ step: before.length, port }));
  return layers([...before, step('split', { sizes }, from), step('add', {}, ...ports)]);
}

const MOST_TRANSPOSES = 3;

/** Channels dealt out as groups, splits and channels; a softmax over the splits; and splits put first. */
function radixSoftmax(node: NodeProto, scope: Scope): Match | undefined {
  const [input = ''] = node.input;
  const type = scope.typeOf(input);
  const from = dimsOf(scope, input);
  const dims = from && reshapedBy(node, scope, from);
  const alone =
    type?.layout === 'flat' || (type?.layout === 'chw' && from?.[2] === 1 && from[3] === 1);
  if (!from || !alone || dims?.length !== 4 || dims[0] !== from[0]) return undefined;
  const [, groups = 1, radix = 1] = dims;
  const there = transposed(node, [0, 1, 2, 3], scope);
  const { next: softmax } = there;
  const axis = softmax && axisAt(intOf(softmax, 'axis') ?? -1, 4);
  if (softmax?.opType !== 'Softmax' || axis === undefined || there.order[axis] !== 2)
    return undefined;
  if (scope.opset < 13 && axis !== 3) return undefined;
  const back = transposed(softmax, there.order, scope);
  const { next: join } = back;
  const [output] = join?.output ?? [];
  if (join?.opType !== 'Reshape' || !output || back.order.join() !== '0,2,1,3') return undefined;
  const flat = [from[0] ?? 1, radix * groups * (dims[3] ?? 1)];
  const shape = reshapedBy(join, scope, flat);
  if (shape?.slice(0, 2).join() !== flat.join()) return undefined;
  const vector = shape.length === 2 && type?.layout === 'chw';
  const gate = step('radixSoftmax', { radix, groups }, input);
  return {
    plan: vector ? layers([gate, step('flatten', {}, { step: 0, port: 0 })]) : layers([gate]),
    covers: [node, ...there.covers, softmax, ...back.covers, join],
    output,
  };
}

/** The transpositions behind an operator, what the axes are after them, and what comes then. */
function transposed(node: NodeProto, start: readonly number[], scope: Scope) {
  const covers: NodeProto[] = [];
  let order = start;
  let next = soleConsumer(scope, node.output[0]);
  while (next?.opType === 'Transpose' && covers.length < MOST_TRANSPOSES) {
    const perm = intsOf(next, 'perm') ?? [];
    order = perm.map((axis) => order[axis] ?? -1);
    covers.push(next);
    next = soleConsumer(scope, next.output[0]);
  }
  return { covers, order, next };
}
