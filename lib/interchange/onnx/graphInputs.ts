import { type Layer, makeLayer } from '@/lib/layers/catalogue';
import { err, ok, type Result } from '@/lib/result';
import { type ReadError, unread } from '../imported';
import { intsOf } from './attributes';
import { excerpt } from './excerpt';
import type { DeclaredSize, GraphIndex } from './graphIndex';
import type { NodeProto, ValueInfoProto } from './onnx_pb';

/** An input of the network as a layer. */
export interface GraphInput {
  readonly tensor: string;
  readonly layer: Layer;
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
  const inputs: GraphInput[] = [];
  let batch: number | undefined;
  for (const info of index.inputs) {
    const read = graphInput(info, index, given);
    if (!read.ok) return read;
    inputs.push(read.value);
    const [first] = index.declaredOf(info.name) ?? [];
    if (batch === undefined && typeof first === 'number') batch = first;
  }
  return ok({ inputs, batch: batch ?? 1 });
}

function graphInput(
  info: ValueInfoProto,
  index: GraphIndex,
  given: readonly number[] | undefined,
): Result<GraphInput, ReadError> {
  const declared = index.declaredOf(info.name);
  const isTensor = info.type === undefined || info.type.tensorType !== undefined;
  const rank = declared?.length ?? (isTensor && given ? given.length + 1 : 0);
  if (isTensor && declared === undefined && !given)
    return unknownSize(info.name, [null, null, null]);
  if (rank !== 4 && rank !== 2) return ok(opaqueInput(info.name, declared));
  const stated = declared?.slice(1) ?? new Array<DeclaredSize>(rank - 1).fill(null);
  const covers = rank === 4 ? transpositions(info.name, index) : [];
  const ordered = covers.length > 0 ? [stated[2], stated[0], stated[1]] : stated;
  const sizes = ordered.map((size, axis) =>
    typeof size === 'number' ? size : given?.length === rank - 1 ? given[axis] : undefined,
  );
  const [channels, height, width] = sizes;
  if (sizes.some((size) => size === undefined) || channels === undefined)
    return unknownSize(
      info.name,
      ordered.map((size) => size ?? null),
    );
  if (
    sizes.some(
      (size) =>
        size !== undefined && !(size >= 1 && size <= LARGEST_SIZE && Number.isInteger(size)),
    )
  ) {
    return unread(
      'DAMAGED',
      `The input “${excerpt(info.name)}” has the sizes ${sizes.join('×')}; whole numbers from 1 to ${LARGEST_SIZE} were expected.`,
    );
  }
  const layer =
    height !== undefined && width !== undefined
      ? makeLayer('input', { form: 'map', channels, height, width })
      : makeLayer('input', { form: 'vector', channels });
  return ok({ tensor: info.name, layer, covers });
}

/** The operators that read an input, when all of them move its channels from the end to the front. */
function transpositions(tensor: string, index: GraphIndex): readonly NodeProto[] {
  const readers = index.consumersOf(tensor);
  const all = readers.every(
    (node) => node.opType === 'Transpose' && intsOf(node, 'perm')?.join() === '0,3,1,2',
  );
  return all && !index.isOutput(tensor) ? readers : [];
}

/** A source of something that is neither a map nor a vector. */
function opaqueInput(tensor: string, declared: readonly DeclaredSize[] | undefined): GraphInput {
  const shape = declared?.slice(1).map((size) => (typeof size === 'number' ? size : 0));
  const known = shape && shape.length <= 8 && shape.every((size) => size >= 1);
  const layer = makeLayer('opaque', {
    operator: 'Input',
    reason: 'It is neither a map nor a vector.',
    shapes: [known ? shape : null],
  });
  return { tensor, layer, covers: [] };
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
