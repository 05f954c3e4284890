import { type Layer, makeLayer } from '@/lib/layers/catalogue';
import { err, ok, type Result } from '@/lib/result';
import { excerpt } from '../excerpt';
import { type ReadError, unread } from '../imported';
import { intsOf } from './attributes';
import type { DeclaredSize, GraphIndex } from './graphIndex';
import type { NodeProto, ValueInfoProto } from './onnx_pb';

/** An input of the network as a layer. */
export interface GraphInput {
  readonly tensor: string;
  readonly layer: Layer;
  /** Whether its first axis is the batch; if not, what follows from its sizes is not known. */
  readonly batched: boolean;
  /** Transpositions to channels first that the input goes through, and that need not be shown. */
  readonly covers: readonly NodeProto[];
}

/** The inputs of a graph, and the number of samples that its shapes are written for. */
export interface GraphInputs {
  readonly inputs: readonly GraphInput[];
  readonly batch: number;
}

const LARGEST_SIZE = 1_048_576;

/**
 * Reads the inputs: maps and vectors become input layers, anything else an opaque source. Sizes
 * that the file leaves open come from `given`, the sizes of one sample.
 */
export function graphInputs(
  index: GraphIndex,
  given: readonly number[] | undefined,
): Result<GraphInputs, ReadError> {
  const batch = batchOf(index);
  const inputs: GraphInput[] = [];
  for (const info of index.inputs) {
    const read = graphInput(info, index, given, batch);
    if (!read.ok) return read;
    inputs.push(read.value);
  }
  return ok({ inputs, batch });
}

/** The first size of the first map, else of the first input that states one; 1 where none does. */
function batchOf(index: GraphIndex): number {
  const declared = index.inputs.map(({ name }) => index.declaredOf(name) ?? []);
  const first = (sizes: readonly DeclaredSize[]) => typeof sizes[0] === 'number';
  const found =
    declared.find((sizes) => sizes.length === 4 && first(sizes)) ?? declared.find(first);
  return typeof found?.[0] === 'number' ? found[0] : 1;
}

function graphInput(
  info: ValueInfoProto,
  index: GraphIndex,
  given: readonly number[] | undefined,
  batch: number,
): Result<GraphInput, ReadError> {
  const declared = index.declaredOf(info.name);
  const isTensor = info.type === undefined || info.type.tensorType !== undefined;
  if (isTensor && declared === undefined && !given)
    return unknownSize(info.name, [null, null, null]);
  const rank = declared?.length ?? (isTensor && given ? given.length + 1 : 0);
  const batched = rank > 0 && (typeof declared?.[0] !== 'number' || declared[0] === batch);
  if (!batched || (rank !== 4 && rank !== 2)) return ok(opaqueInput(info.name, declared, batched));
  const stated = declared?.slice(1) ?? new Array<DeclaredSize>(rank - 1).fill(null);
  const covers = rank === 4 ? transpositions(info.name, index) : [];
  const ordered = covers.length > 0 ? [stated[2], stated[0], stated[1]] : stated;
  const sizes = ordered.map((size, axis) =>
    typeof size === 'number' ? size : given?.length === rank - 1 ? given[axis] : undefined,
  );
  const known = sizes.filter((size) => size !== undefined);
  if (known.length < sizes.length)
    return unknownSize(
      info.name,
      ordered.map((size) => size ?? null),
    );
  const layer = inputLayer(known);
  return layer
    ? ok({ tensor: info.name, layer, batched, covers })
    : unread(
        'DAMAGED',
        `The input “${excerpt(info.name)}” has the sizes ${sizes.join('×')}; whole numbers from 1 to ${LARGEST_SIZE} were expected.`,
      );
}

/** The input layer of a map or a vector; undefined for sizes that nothing can have. */
function inputLayer(sizes: readonly number[]): Layer | undefined {
  const [channels = 0, height, width] = sizes;
  if (!sizes.every((size) => Number.isInteger(size) && size >= 1 && size <= LARGEST_SIZE))
    return undefined;
  return height !== undefined && width !== undefined
    ? makeLayer('input', { form: 'map', channels, height, width })
    : makeLayer('input', { form: 'vector', channels });
}

/** The operators that read an input, when all of them move its channels from the end to the front. */
function transpositions(tensor: string, index: GraphIndex): readonly NodeProto[] {
  const readers = index.consumersOf(tensor);
  const all = readers.every(
    (node) => node.opType === 'Transpose' && intsOf(node, 'perm')?.join() === '0,3,1,2',
  );
  return all && !index.isOutput(tensor) ? readers : [];
}

/**
 * A source of something that is neither a map nor a vector. One without a batch keeps its shape only
 * where that cannot be taken for a map or a vector.
 */
function opaqueInput(
  tensor: string,
  declared: readonly DeclaredSize[] | undefined,
  batched: boolean,
): GraphInput {
  const shape = declared
    ?.slice(batched ? 1 : 0)
    .map((size) => (typeof size === 'number' ? size : 0));
  const mistakable = !batched && (shape?.length === 1 || shape?.length === 3);
  const known = shape && shape.length <= 8 && shape.every((size) => size >= 1) && !mistakable;
  const reason = batched
    ? 'It is neither a map nor a vector.'
    : 'It has no batch, or another one than the other inputs.';
  const layer = makeLayer('opaque', {
    operator: 'Input',
    reason,
    shapes: [known ? shape : null],
  });
  return { tensor, layer, batched, covers: [] };
}

const AXES = {
  3: ['number of channels', 'height', 'width'],
  1: ['length'],
} as const;

function unknownSize(tensor: string, sizes: readonly DeclaredSize[]): Result<never, ReadError> {
  const names: readonly string[] = sizes.length === 1 ? AXES[1] : AXES[3];
  const open = sizes.flatMap((size, axis) => {
    if (typeof size === 'number') return [];
    const symbol = size === null ? '' : ` (“${excerpt(size, 40)}”)`;
    return [`the ${names[axis]}${symbol}`];
  });
  const list = open.length > 1 ? `${open.slice(0, -1).join(', ')} and ${open.at(-1)}` : open[0];
  return err({
    code: 'UNKNOWN_INPUT_SIZE',
    message: `The file does not fix ${list} of its input “${excerpt(tensor)}”: give the size of one sample, or export the model with a fixed size.`,
    input: { name: excerpt(tensor), sizes },
  });
}
