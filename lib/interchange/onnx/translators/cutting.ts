import type { Range } from '@/lib/layers/params';
import { layer, layers, noted, opaque, type Plan, type Step, same, step } from '../../plan';
import { floatOf, intOf, intsOf, stringOf } from '../attributes';
import { scalarOf } from '../constant';
import { axisAt } from '../fold/evaluator';
import { splitSizes } from '../fold/shaping';
import { type Stretch, sliceRequest, stretchesOf } from '../fold/slicing';
import type { NodeProto } from '../onnx_pb';
import { dimsOf, type Scope } from '../scope';
import type { Translator } from '../translator';

/** Operators that take parts of a map, or put zeros around it. */
export const cutting = {
  Slice: (node, scope) => {
    const [input = ''] = node.input;
    const dims = dimsOf(scope, input);
    const stretches = dims && sliceStretches(node, scope, dims);
    return stretches
      ? sliced(input, dims, stretches, scope)
      : opaque('The positions that it takes are not known.');
  },
  Gather: (node, scope) => {
    const [input = '', indicesInput] = node.input;
    if (!scope.isActivation(input)) return opaque('It looks rows of a stored table up.');
    const dims = dimsOf(scope, input);
    const indices = scope.constantOf(indicesInput);
    const axis = dims && axisAt(intOf(node, 'axis') ?? 0, dims.length);
    const stretch =
      axis === undefined || indices?.dims?.length !== 1
        ? undefined
        : evenSteps(axis, indices.numbers, dims?.[axis] ?? 0);
    return dims && stretch
      ? sliced(input, dims, [stretch], scope)
      : opaque('It picks positions that are no even steps.');
  },
  Split: (node, scope) => {
    const [input = '', sizesInput] = node.input;
    const dims = dimsOf(scope, input);
    const axis = dims && axisAt(intOf(node, 'axis') ?? 0, dims.length);
    const stated = intsOf(node, 'split') ?? scope.constantOf(sizesInput)?.numbers;
    if (!dims || axis === undefined) return opaque('The shape of its input is not known.');
    const sizes = splitSizes(dims[axis] ?? 0, node.output.length, stated);
    if (sizes.length === 1) return same(input);
    if (axis === 0) return opaque('It splits the batch.');
    if (axis === channelAxis(input, scope)) {
      const split = step('split', { sizes: [...sizes] }, input);
      return layers(
        [split],
        sizes.map((_size, port) => ({ step: 0, port })),
      );
    }
    return splitIntoSlices(input, dims, axis, sizes, scope);
  },
  Pad: (node, scope) => padded(node, scope),
} as const satisfies Record<string, Translator>;

/** The positions that a Slice takes of a tensor of `dims`, where its numbers are known. */
export function sliceStretches(
  node: NodeProto,
  scope: Scope,
  dims: readonly number[],
): readonly Stretch[] | undefined {
  const operands = node.input.map((tensor) => scope.constantOf(tensor));
  const request = sliceRequest(node, operands);
  return request && stretchesOf(request, dims);
}

/** The layer that takes the given positions of a tensor of `dims`, batch included. */
export function sliced(
  input: string,
  dims: readonly number[],
  stretches: readonly Stretch[],
  scope: Scope,
): Plan {
  const slice = sliceStep(input, dims, stretches, scope);
  if (slice === undefined) return same(input);
  return typeof slice === 'string' ? opaque(slice) : layers([slice]);
}

/** A step that takes the given positions; undefined when these are all, the reason where it cannot be done. */
function sliceStep(
  input: string,
  dims: readonly number[],
  stretches: readonly Stretch[],
  scope: Scope,
): Step | string | undefined {
  const cuts = stretches.filter(
    ({ axis, step, count }) => step !== 1 || count !== (dims[axis] ?? 0),
  );
  if (cuts.length === 0) return undefined;
  const layout = scope.typeOf(input)?.layout;
  const names =
    layout === 'flat' ? (['channels'] as const) : (['channels', 'height', 'width'] as const);
  if (layout !== 'chw' && layout !== 'flat')
    return 'It cuts something that is no map with channels first.';
  const params: Partial<Record<(typeof names)[number], Range>> = {};
  for (const { axis, first, step, count } of cuts) {
    const name = names[axis - 1];
    if (name === undefined) return 'It cuts the batch.';
    if (step < 1) return 'It reads backwards.';
    const size = dims[axis] ?? 0;
    const untilEnd = Math.ceil((size - first) / step) === count;
    params[name] = { start: first, end: untilEnd ? null : first + (count - 1) * step + 1, step };
  }
  return step('slice', params, input);
}

/** Positions as a stretch, when they are evenly spaced and go forward. */
function evenSteps(
  axis: number,
  positions: readonly number[] | undefined,
  size: number,
): Stretch | undefined {
  if (!positions || positions.length === 0) return undefined;
  const counted = positions.map((position) => (position < 0 ? position + size : position));
  const [first = 0, second] = counted;
  const step = second === undefined ? 1 : second - first;
  const even = counted.every((position, index) => position === first + index * step);
  return even && step >= 1 ? { axis, first, step, count: counted.length } : undefined;
}

function channelAxis(tensor: string, scope: Scope): number | undefined {
  const layout = scope.typeOf(tensor)?.layout;
  if (layout === 'hwc') return 3;
  return layout === 'other' ? undefined : 1;
}

function splitIntoSlices(
  input: string,
  dims: readonly number[],
  axis: number,
  sizes: readonly number[],
  scope: Scope,
): Plan {
  let first = 0;
  const steps = sizes.map((count) => {
    const slice = sliceStep(input, dims, [{ axis, first, step: 1, count }], scope);
    first += count;
    return slice ?? 'It splits into parts that are none.';
  });
  return layers(
    steps,
    sizes.map((_size, index) => ({ step: index, port: 0 })),
  );
}

/** Pixels added at the edges of a map, batch included: before each axis, then behind each. */
export function padAmounts(node: NodeProto, scope: Scope): readonly number[] | undefined {
  const stated =
    intsOf(node, 'pads') ?? intsOf(node, 'paddings') ?? scope.constantOf(node.input[1])?.numbers;
  const axes = node.input[3] ? scope.constantOf(node.input[3])?.numbers : undefined;
  if (!node.input[3] || !stated) return stated;
  const rank = dimsOf(scope, node.input[0])?.length;
  if (!axes || rank === undefined) return undefined;
  const amounts = new Array<number>(2 * rank).fill(0);
  for (const [index, axis] of axes.entries()) {
    const at = axisAt(axis, rank);
    if (at === undefined) return undefined;
    amounts[at] = stated[index] ?? 0;
    amounts[at + rank] = stated[index + axes.length] ?? 0;
  }
  return amounts;
}

/** What a Pad fills in: undefined where it mirrors or repeats the map, or where it is not known. */
export function padValue(node: NodeProto, scope: Scope): number | undefined {
  if ((stringOf(node, 'mode') ?? 'constant') !== 'constant') return undefined;
  return node.input[2] ? scalarOf(scope.constantOf(node.input[2])) : (floatOf(node, 'value') ?? 0);
}

const MIRRORING: ReadonlySet<string> = new Set(['reflect', 'edge', 'wrap']);
const MIRRORED =
  'Some padding repeats or mirrors the map instead of adding zeros; it is shown as zeros, of the same size.';

function padded(node: NodeProto, scope: Scope): Plan {
  const [input = ''] = node.input;
  const amounts = padAmounts(node, scope);
  if (!amounts) return opaque('How much it pads is not known.');
  if (amounts.every((amount) => amount === 0)) return same(input);
  const layout = scope.typeOf(input)?.layout ?? 'chw';
  if (amounts.length !== 8 || layout !== 'chw')
    return opaque('It pads something that is no map with channels first.');
  const [before = 0, channelsBefore = 0, top = 0, left = 0] = amounts;
  const [behind = 0, channelsAfter = 0, bottom = 0, right = 0] = amounts.slice(4);
  if (before !== 0 || behind !== 0) return opaque('It pads the batch.');
  if (amounts.every((amount) => amount <= 0)) return cropped(input, scope, amounts);
  if (amounts.some((amount) => amount < 0)) return shifted(node, scope, amounts);
  const pad = layer(
    'zeroPad2d',
    { top, bottom, left, right, channelsBefore, channelsAfter },
    input,
  );
  if (MIRRORING.has(stringOf(node, 'mode') ?? '')) return noted(pad, MIRRORED);
  return padValue(node, scope) === 0 ? pad : opaque('It pads with something else than zeros.');
}

/** Negative padding takes rows and columns away. */
function cropped(input: string, scope: Scope, amounts: readonly number[]): Plan {
  const dims = dimsOf(scope, input);
  return dims
    ? sliced(input, dims, croppedTo(dims, amounts), scope)
    : opaque('The shape of its input is not known.');
}

/** What negative amounts leave of each axis. */
function croppedTo(dims: readonly number[], amounts: readonly number[]): readonly Stretch[] {
  return dims.map((size, axis): Stretch => {
    const first = 0 - Math.min(0, amounts[axis] ?? 0);
    return { axis, first, step: 1, count: size - first + Math.min(0, amounts[axis + 4] ?? 0) };
  });
}

/** Rows and columns taken away at one side and zeros put at the other: a map shifted by a pixel (NASNet). */
function shifted(node: NodeProto, scope: Scope, amounts: readonly number[]): Plan {
  const [input = ''] = node.input;
  const dims = dimsOf(scope, input);
  if (!dims) return opaque('The shape of its input is not known.');
  if (padValue(node, scope) !== 0) return opaque('It pads with something else than zeros.');
  const slice = sliceStep(input, dims, croppedTo(dims, amounts), scope);
  const added = amounts.map((amount) => Math.max(0, amount));
  const [, channelsBefore = 0, top = 0, left = 0] = added;
  const [, channelsAfter = 0, bottom = 0, right = 0] = added.slice(4);
  const edges = { top, bottom, left, right, channelsBefore, channelsAfter };
  if (slice === undefined) return layer('zeroPad2d', edges, input);
  return layers([slice, step('zeroPad2d', edges, { step: 0, port: 0 })]);
}
