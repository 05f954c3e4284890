import { field, isJsonObject } from '../json/jsonObject';
import type { KerasCall, TensorRef } from './kerasGraph';

/**
 * The tensors and numbers that a value of a file names, in its order: `["conv", 0, 0]` with or without
 * arguments behind it (Keras 2, TensorFlow.js), or a `__keras_tensor__` (Keras 3), in lists within lists.
 */
export function tensorRefs(value: unknown): KerasCall {
  const tensors: TensorRef[] = [];
  const constants: number[] = [];
  collect(value, tensors, constants);
  return { tensors, constants };
}

function collect(value: unknown, tensors: TensorRef[], constants: number[]): void {
  if (typeof value === 'number') constants.push(value);
  if (Array.isArray(value)) {
    const ref = listedRef(value);
    if (ref) tensors.push(ref);
    for (const each of ref ? value.slice(3) : value) collect(each, tensors, constants);
  } else if (isJsonObject(value)) {
    const ref = kerasTensor(value);
    if (ref) tensors.push(ref);
    else for (const each of Object.values(value)) collect(each, tensors, constants);
  }
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
