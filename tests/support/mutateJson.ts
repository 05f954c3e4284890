import { type Draw, pick } from './draw';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Values that a file should not hold at some place, and might. */
const ODD: readonly Json[] = [
  null,
  true,
  -1,
  0,
  0.5,
  7,
  2 ** 31,
  2 ** 53,
  1e308,
  '',
  '__proto__',
  'constructor',
  'channels_first',
  'same',
  'x'.repeat(5000),
  'a\u0000b',
  [],
  {},
  [[[[]]]],
  [null, null, 3],
  [1, 2, 3, 4, 5],
  ['conv1_conv', 0, 0],
  { value: 3 },
  { __keras_tensor__: 1 },
];
const KEYS = ['__proto__', 'constructor', 'config', 'layers', 'toString', 'name', 'nodes'];

function odd(draw: Draw): Json {
  return structuredClone(pick(draw, ODD));
}

/** JSON text with a few of its values, keys and wires changed at random. */
export function mutateJson(text: string, draw: Draw): Uint8Array {
  const root = JSON.parse(text) as Json;
  for (let left = 1 + draw(4); left > 0; left--) mutateOnce(root, draw);
  return new TextEncoder().encode(JSON.stringify(root));
}

function mutateOnce(root: Json, draw: Draw): void {
  const place = placeIn(root, draw);
  if (Array.isArray(place)) mutateList(place, draw);
  else if (typeof place === 'object' && place !== null) mutateObject(place, draw);
}

/** A list or an object somewhere in the file: the walk ends at any step. */
function placeIn(root: Json, draw: Draw): Json {
  let at = root;
  for (;;) {
    const inner = (Array.isArray(at) ? at : Object.values(at ?? {})).filter(
      (value) => typeof value === 'object' && value !== null,
    );
    if (inner.length === 0 || draw(8) === 0) return at;
    at = pick(draw, inner) as Json;
  }
}

function mutateList(list: Json[], draw: Draw): void {
  const at = draw(Math.max(1, list.length));
  switch (draw(5)) {
    case 0:
      list[at] = odd(draw);
      break;
    case 1:
      list.splice(at, 1);
      break;
    case 2:
      list.push(structuredClone(list[at] ?? null));
      break;
    case 3:
      list.reverse();
      break;
    default:
      list.splice(at, 0, odd(draw));
  }
}

function mutateObject(object: { [key: string]: Json }, draw: Draw): void {
  const keys = Object.keys(object);
  const key = keys[draw(Math.max(1, keys.length))] ?? 'name';
  switch (draw(5)) {
    case 0:
      delete object[key];
      break;
    case 1:
      Object.defineProperty(object, pick(draw, KEYS), {
        value: structuredClone(object[key] ?? null),
        enumerable: true,
        configurable: true,
        writable: true,
      });
      break;
    default:
      object[key] = odd(draw);
  }
}
