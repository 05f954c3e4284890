import { binomialRow } from '@/lib/layers/binomialRow';
import { intOf } from './attributes';
import type { Constant } from './constant';
import type { NodeProto } from './onnx_pb';
import type { Scope } from './scope';

const LARGEST_BLUR = 7;
const TOLERANCE = 1e-6;

/**
 * The size of the binomial filter that a convolution blurs every channel with; undefined where it
 * does anything else. `sizes` are those of its kernel.
 */
export function blurOf(
  node: NodeProto,
  scope: Scope,
  [filters = 0, fanIn = 0, rows = 0, columns = 0]: readonly number[],
): number | undefined {
  const depthwise = fanIn === 1 && filters === (intOf(node, 'group') ?? 1);
  const flat = (node.attribute.find(({ name }) => name === 'dilations')?.ints ?? []).every(
    (apart) => apart === 1n,
  );
  if (!depthwise || !flat || rows !== columns || rows < 2 || rows > LARGEST_BLUR) return undefined;
  const values = filterOf(scope, node.input[1], rows * columns);
  const line = binomialRow(rows);
  const wanted = line.flatMap((down) => line.map((across) => down * across));
  const fits = wanted.every(
    (tap, index) => Math.abs((values?.[index] ?? Number.NaN) - tap) < TOLERANCE,
  );
  return fits ? rows : undefined;
}

/** Operators that make a kernel of one filter by repeating it. */
const REPEATING: ReadonlySet<string> = new Set(['Expand', 'Tile', 'Concat', 'Cast', 'Identity']);

/** The first filter of a kernel, which others repeat: no network learns one of these numbers. */
function filterOf(scope: Scope, tensor: string | undefined, count: number) {
  let name = tensor;
  for (let steps = 0; steps < 4 && name; steps++) {
    const values = firstValues(scope.constantOf(name), count);
    if (values) return values;
    const node = scope.producerOf(name);
    name = node && REPEATING.has(node.opType) ? node.input[0] : undefined;
  }
  return undefined;
}

function firstValues(constant: Constant | undefined, count: number) {
  return constant?.numbers?.slice(0, count) ?? constant?.leading?.(count);
}
