import type { z } from 'zod';
import { catalogue, type Layer } from '@/lib/layers/catalogue';
import { excerpt } from '../excerpt';
import type { LayerCall } from './layerCall';
import { numberAt, switchAt } from './settings';

type OpaqueParams = z.input<typeof catalogue.opaque.params>;
type Json = string | number | boolean | readonly (string | number | boolean)[];

const MOST_PARTS = 64;

/** A layer that keeps what the file says of one that was not understood. */
export function opaqueCall(
  call: LayerCall,
  reason: string,
  declared: readonly (number | null)[] | undefined,
): Layer<'opaque'> {
  const params: OpaqueParams = {
    operator: excerpt(call.className.trim(), 150) || 'Unknown',
    reason: excerpt(reason, 190),
    shapes: [declaredShape(declared, call.channelsFirst) ?? denseShape(call)],
    weights: denseWeights(call),
    attributes: Object.fromEntries(attributesOf(call)) as OpaqueParams['attributes'],
  };
  return { kind: 'opaque', params: catalogue.opaque.params.parse(params) };
}

/** A shape that the file states, in our order of axes. */
function declaredShape(
  declared: readonly (number | null)[] | undefined,
  channelsFirst: boolean,
): number[] | null {
  const sample = declared?.slice(1).map((size) => size ?? 0) ?? [];
  if (sample.length === 0 || sample.length > 8 || sample.some((size) => size < 1)) return null;
  const [rows = 0, columns = 0, channels = 0] = sample;
  return sample.length === 3 && !channelsFirst ? [channels, rows, columns] : sample;
}

/** A dense layer on something that is no map and no vector: its last axis changes. */
function denseShape({ className, config, inputs: [type] }: LayerCall): number[] | null {
  const units = numberAt(config, 'units');
  const fits = className === 'Dense' && type?.layout === 'other' && units && units >= 1;
  return fits ? [...type.shape.slice(0, -1), units] : null;
}

function denseWeights({ className, config, inputs: [type] }: LayerCall): OpaqueParams['weights'] {
  const units = numberAt(config, 'units') ?? 0;
  const features = type?.shape.at(-1) ?? 0;
  if (className !== 'Dense' || type?.layout !== 'other' || !Number.isInteger(units) || units < 1)
    return [];
  const kernel = { name: 'kernel', shape: [units, features] };
  return switchAt(config, 'use_bias', true) ? [kernel, { name: 'bias', shape: [units] }] : [kernel];
}

/** Settings as plain values; what is long or nested is left out. */
function attributesOf({ config }: LayerCall): readonly (readonly [string, Json])[] {
  return Object.entries(config)
    .slice(0, MOST_PARTS)
    .flatMap(([name, value]) => {
      const plain = plainValue(value);
      return plain === undefined || name === 'name' ? [] : [[excerpt(name, 90), plain] as const];
    });
}

function plainValue(value: unknown): Json | undefined {
  if (typeof value === 'string') return excerpt(value);
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (!Array.isArray(value) || value.length > 16) return undefined;
  const parts = value.map(plainValue);
  const flat = parts.filter((part) => part !== undefined && typeof part !== 'object');
  return flat.length === parts.length
    ? (flat as readonly (string | number | boolean)[])
    : undefined;
}
