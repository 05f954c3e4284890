import type { Reach } from '@/lib/layers/kind';
import { effectiveKernel, type Window } from '@/lib/tensor/window';
import { type AxisField, type Field, GLOBAL, sizeOf, UNKNOWN } from './receptiveField';

/**
 * The receptive field as lecture notes count it on the board: a convolution adds its kernel minus
 * one whatever the strides before it, and a pool multiplies by its stride ("max pooling doubles
 * the receptive field"). The jump stays 1. Right up to the first stride, too small or too large
 * after it; kept apart from the exact field and never mixed with it. SPEC A5.
 */
export function classroomThrough(field: Field, reach: Reach): Field {
  if (reach.type === 'unknown') return UNKNOWN;
  if (reach.type === 'global') return field.type === 'unknown' ? UNKNOWN : GLOBAL;
  if (field.type !== 'local' || reach.type !== 'window') return field;
  const { pooling } = reach;
  return {
    ...field,
    height: axisThrough(field.height, reach.height, pooling),
    width: axisThrough(field.width, reach.width, pooling),
  };
}

function axisThrough(axis: AxisField, window: Window, pooling: boolean): AxisField {
  const size = sizeOf(axis);
  return ofSize(pooling ? size * window.stride : size + effectiveKernel(window) - 1);
}

/** At a join the board keeps the largest field. */
export function classroomJoin(fields: readonly Field[]): Field {
  const [first] = fields;
  if (fields.length === 1 && first) return first;
  if (fields.some((field) => field.type === 'unknown')) return UNKNOWN;
  const local = fields.filter((field) => field.type === 'local');
  if (local.length === 0) return GLOBAL;
  return {
    type: 'local',
    height: ofSize(Math.max(...local.map((field) => sizeOf(field.height)))),
    width: ofSize(Math.max(...local.map((field) => sizeOf(field.width)))),
    gated: local.length < fields.length || local.some((field) => field.gated),
  };
}

function ofSize(size: number): AxisField {
  return { units: 1, step: 1, seen: [{ low: 0, high: size - 1 }] };
}
