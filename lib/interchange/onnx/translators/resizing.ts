import { spatialSize } from '@/lib/tensor/tensorType';
import { layer, noted, opaque } from '../../plan';
import { floatsOf, intsOf, stringOf } from '../attributes';
import type { NodeProto } from '../onnx_pb';
import { dimsOf, type Scope } from '../scope';
import type { Translator } from '../translator';

/** Operators that make a map larger or smaller between its positions. */
export const resizing = {
  Upsample: (node, scope) => resize(node, scope, scope.constantOf(node.input[1])?.numbers),
  Resize: (node, scope) => {
    const scales = node.input[scope.opset < 11 ? 1 : 2];
    return resize(node, scope, scope.constantOf(scales)?.numbers);
  },
} as const satisfies Record<string, Translator>;

const MODES: ReadonlyMap<string, 'nearest' | 'bilinear'> = new Map([
  ['nearest', 'nearest'],
  ['linear', 'bilinear'],
  ['bilinear', 'bilinear'],
]);

function resize(node: NodeProto, scope: Scope, scales: readonly number[] | undefined) {
  const [input = ''] = node.input;
  const named = stringOf(node, 'mode') ?? 'nearest';
  const mode = MODES.get(named);
  if (!mode) return opaque(`It resizes in the mode “${named}”.`);
  const factor = resizeFactor(node, scope, floatsOf(node, 'scales') ?? scales);
  if (!factor) return opaque('How much it resizes is not known, or it resizes channels or batch.');
  const plan = layer('upsample2d', { factor, mode }, input);
  const corners = stringOf(node, 'coordinate_transformation_mode') === 'align_corners';
  return corners && mode === 'bilinear' ? noted(plan, ALIGNED_CORNERS) : plan;
}

const ALIGNED_CORNERS =
  'Some resizing aligns the corners of the maps; it is shown as resizing that aligns the pixels, and its receptive field may differ by a pixel.';

/** Factors of height and width; undefined where they are not known or where other axes change. */
function resizeFactor(
  node: NodeProto,
  scope: Scope,
  scales: readonly number[] | undefined,
): [number, number] | undefined {
  const axes = intsOf(node, 'axes');
  const offset = axes?.join() === '2,3' ? 0 : 2;
  const complete = offset === 0 ? axes : undefined;
  if (axes && !complete) return undefined;
  if (scales && scales.length === offset + 2) {
    if (scales.slice(0, offset).some((scale) => scale !== 1)) return undefined;
    const [rows = 1, columns = 1] = scales.slice(offset);
    return [rows, columns];
  }
  const sizes = scope.constantOf(node.input[3])?.numbers;
  const type = scope.typeOf(input(node));
  const from = type && spatialSize(type);
  const dims = dimsOf(scope, input(node));
  if (!from || !dims || sizes?.length !== offset + 2) return undefined;
  if (sizes.slice(0, offset).some((size, axis) => size !== dims[axis])) return undefined;
  const [rows = 0, columns = 0] = sizes.slice(offset);
  return [exactFactor(from.height, rows), exactFactor(from.width, columns)];
}

function input(node: NodeProto): string {
  return node.input[0] ?? '';
}

/** A factor whose product with `size` is at least `wanted`, and not a whole pixel more. */
function exactFactor(size: number, wanted: number): number {
  const factor = wanted / size;
  return Math.floor(size * factor) === wanted ? factor : factor + Number.EPSILON * factor;
}
