import { BinaryReader } from '@bufbuild/protobuf/wire';
import { type Constant, type NumberKind, sizeOfDims } from './constant';
import { READ_LIMITS } from './limits';
import type { TensorProto } from './onnx_pb';

/** How the elements of a data type are stored. */
interface ElementType {
  readonly kind: NumberKind;
  readonly bytes: number;
  read(view: DataView, at: number): number;
}

/** Data types by their number in the file; strings, complex and packed small types are left out. */
const ELEMENT_TYPES: Partial<Record<number, ElementType>> = {
  1: { kind: 'float', bytes: 4, read: (view, at) => view.getFloat32(at, true) },
  2: { kind: 'whole', bytes: 1, read: (view, at) => view.getUint8(at) },
  3: { kind: 'whole', bytes: 1, read: (view, at) => view.getInt8(at) },
  4: { kind: 'whole', bytes: 2, read: (view, at) => view.getUint16(at, true) },
  5: { kind: 'whole', bytes: 2, read: (view, at) => view.getInt16(at, true) },
  6: { kind: 'whole', bytes: 4, read: (view, at) => view.getInt32(at, true) },
  7: { kind: 'whole', bytes: 8, read: (view, at) => Number(view.getBigInt64(at, true)) },
  9: { kind: 'whole', bytes: 1, read: (view, at) => view.getUint8(at) },
  10: { kind: 'float', bytes: 2, read: (view, at) => halfPrecision(view.getUint16(at, true)) },
  11: { kind: 'float', bytes: 8, read: (view, at) => view.getFloat64(at, true) },
  12: { kind: 'whole', bytes: 4, read: (view, at) => view.getUint32(at, true) },
  13: { kind: 'whole', bytes: 8, read: (view, at) => Number(view.getBigUint64(at, true)) },
  16: { kind: 'float', bytes: 2, read: (view, at) => brainFloat(view.getUint16(at, true)) },
};

const HIGHEST_RANK = 16;
const HALF = 10;
const BRAIN = 16;

/** What kind of number a data type is. */
export function kindOfDataType(type: number): NumberKind {
  return ELEMENT_TYPES[type]?.kind ?? 'other';
}

/** The size of a stored tensor, and its values where they are few and in the file; they are read when asked for. */
export function readTensor(tensor: TensorProto, learned: boolean): Constant {
  const dims = tensor.dims.map(Number);
  const kind = kindOfDataType(tensor.dataType);
  const bad = dims.some((length) => !Number.isSafeInteger(length) || length < 0);
  if (bad || dims.length > HIGHEST_RANK) {
    return { dims: undefined, numbers: undefined, kind, learned };
  }
  const size = sizeOfDims(dims);
  let read = size > READ_LIMITS.constantValues;
  let numbers: readonly number[] | undefined;
  const constant: Constant = {
    dims,
    kind,
    learned: learned && kind === 'float',
    get numbers() {
      if (!read) numbers = valuesOf(tensor, size);
      read = true;
      return numbers;
    },
  };
  if (size <= READ_LIMITS.constantValues) return constant;
  return Object.assign(constant, {
    leading: (count: number) => leadingValues(tensor, Math.min(count, size)),
  });
}

/** Exactly `size` values; undefined when they are kept elsewhere or when there are more or fewer. */
function valuesOf(tensor: TensorProto, size: number): readonly number[] | undefined {
  const type = ELEMENT_TYPES[tensor.dataType];
  if (!type || tensor.dataLocation !== 0) return undefined;
  if (size === 0) return [];
  const raw = tensor.rawData;
  const numbers =
    raw.byteLength > 0 ? fixedValues(raw, type, size) : typedValues(tensor, type, size);
  return numbers?.length === size ? numbers : undefined;
}

/** The first values of a tensor whose bytes lie in one piece; undefined otherwise. */
function leadingValues(tensor: TensorProto, count: number): readonly number[] | undefined {
  const type = ELEMENT_TYPES[tensor.dataType];
  const raw = tensor.rawData;
  if (!type || tensor.dataLocation !== 0 || raw.byteLength < count * type.bytes) return undefined;
  return fixedValues(raw.subarray(0, count * type.bytes), type, count);
}

function fixedValues(
  bytes: Uint8Array,
  type: ElementType,
  size: number,
): readonly number[] | undefined {
  if (bytes.byteLength !== size * type.bytes) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: size }, (_, index) => type.read(view, index * type.bytes));
}

/** Values in the field of their own type: floats and doubles at fixed width, the others as varints. */
function typedValues(
  tensor: TensorProto,
  type: ElementType,
  size: number,
): readonly number[] | undefined {
  const { floatData, doubleData, int32Data, int64Data, uint64Data, dataType } = tensor;
  const most = size * LONGEST_VARINT;
  if (floatData.length > 0) return fixedValues(joined(floatData, most), type, size);
  if (doubleData.length > 0) return fixedValues(joined(doubleData, most), type, size);
  const packed = [...int64Data, ...uint64Data, ...int32Data];
  const numbers = varints(joined(packed, most), size);
  if (dataType === HALF) return numbers?.map(halfPrecision);
  return dataType === BRAIN ? numbers?.map(brainFloat) : numbers;
}

const LONGEST_VARINT = 10;

/** The parts behind one another; nothing when they are longer than `most` bytes, which cannot be right. */
function joined(parts: readonly Uint8Array[], most: number): Uint8Array {
  const [first] = parts;
  if (first && parts.length === 1) return first;
  const length = parts.reduce((sum, part) => sum + part.byteLength, 0);
  const bytes = new Uint8Array(length > most ? 0 : length);
  if (bytes.byteLength < length) return bytes;
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.byteLength;
  }
  return bytes;
}

function varints(bytes: Uint8Array, size: number): readonly number[] | undefined {
  const reader = new BinaryReader(bytes);
  const numbers: number[] = [];
  try {
    while (reader.pos < reader.len && numbers.length <= size) numbers.push(Number(reader.int64()));
  } catch {
    return undefined;
  }
  return numbers;
}

function halfPrecision(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  const value = exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15);
  return sign * value;
}

const brain = new DataView(new ArrayBuffer(4));

function brainFloat(bits: number): number {
  brain.setUint16(0, bits);
  brain.setUint16(2, 0);
  return brain.getFloat32(0);
}
