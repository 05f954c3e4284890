import type { Pair } from '@/lib/layers/params';
import { field, type JsonObject } from '../json/jsonObject';

/** A number among a layer's settings; older files wrap numbers as arrays without axes. */
export function numberAt(config: JsonObject, name: string): number | undefined {
  const value = field(config, name);
  const plain = typeof value === 'number' ? value : field(value, 'value');
  return typeof plain === 'number' && Number.isFinite(plain) ? plain : undefined;
}

export function textAt(config: JsonObject, name: string): string | undefined {
  const value = field(config, name);
  return typeof value === 'string' ? value : undefined;
}

/** A switch; `byDefault` where the file does not say. */
export function switchAt(config: JsonObject, name: string, byDefault: boolean): boolean {
  const value = field(config, name);
  return typeof value === 'boolean' ? value : byDefault;
}

/** Numbers of a list, or one number; undefined for anything else. */
export function numbersAt(config: JsonObject, name: string): readonly number[] | undefined {
  const value = field(config, name);
  if (typeof value === 'number') return [value];
  return Array.isArray(value) && value.every((each) => typeof each === 'number')
    ? value
    : undefined;
}

/** Height and width; one number stands for both. */
export function pairAt(config: JsonObject, name: string): Pair | undefined {
  const [height, width = height, ...more] = numbersAt(config, name) ?? [];
  return height === undefined || width === undefined || more.length > 0
    ? undefined
    : [height, width];
}
