import { field, isJsonObject, type JsonObject } from '../json/jsonObject';
import type { KerasCall, TensorRef } from './kerasGraph';

/**
 * The tensors and numbers that a value of a file names, in its order: `["conv", 0, 0]` with or without
 * arguments behind it (Keras 2, TensorFlow.js), or a `__keras_tensor__` (Keras 3), in lists within lists.
 */
export function tensorRefs(value: unknown): KerasCall {
  const found: Found = { tensors: [], constants: [], constantFirst: false };
  collect(value, found);
  const options = optionsOf(value);
  return options ? { ...found, options } : found;
}

interface Found {
  readonly tensors: TensorRef[];
  readonly constants: number[];
  constantFirst: boolean;
}

/** What Keras 2 writes in place of the name of a layer where a number comes first. */
const CONSTANT = '_CONSTANT_VALUE';

function collect(value: unknown, found: Found): void {
  if (typeof value === 'number') {
    found.constants.push(value);
    if (found.tensors.length === 0) found.constantFirst = true;
  }
  if (Array.isArray(value)) {
    const ref = listedRef(value);
    if (ref) found.tensors.push(ref);
    const rest = ref ? value.slice(3) : value[0] === CONSTANT ? value.slice(2) : value;
    for (const each of rest) collect(each, found);
  } else if (isJsonObject(value)) {
    const ref = kerasTensor(value);
    if (ref) found.tensors.push(ref);
    else for (const each of Object.values(value)) collect(each, found);
  }
}

/** The named arguments of a call: behind its first tensor (Keras 2), or beside its tensors (Keras 3). */
function optionsOf(value: unknown): JsonObject | undefined {
  const beside = field(value, 'kwargs');
  if (isJsonObject(beside)) return beside;
  let first = value;
  while (Array.isArray(first) && Array.isArray(first[0])) first = first[0];
  const behind = Array.isArray(first) ? (first as readonly unknown[])[3] : undefined;
  return isJsonObject(behind) ? behind : undefined;
}

function listedRef(value: readonly unknown[]): TensorRef | undefined {
  const [layer, call, port] = value;
  const counted = isIndex(call) && isIndex(port);
  return typeof layer === 'string' && counted ? { layer, call, port, shape: undefined } : undefined;
}

function kerasTensor(value: unknown): TensorRef | undefined {
  if (field(value, 'class_name') !== '__keras_tensor__') return undefined;
  const config = field(value, 'config');
  const history = field(config, 'keras_history');
  const ref = Array.isArray(history) ? listedRef(history) : undefined;
  return ref && { ...ref, shape: readShape(field(config, 'shape')) };
}

function isIndex(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}

/** Sizes with the batch: whole numbers, or null for those that are left open. */
export function readShape(value: unknown): readonly (number | null)[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const fits = value.every((size) => size === null || (Number.isInteger(size) && size >= 0));
  return fits ? value : undefined;
}
