import { layer, opaque, type Plan } from '../../plan';
import { stringOf } from '../attributes';
import type { NodeProto } from '../onnx_pb';
import type { Scope } from '../scope';
import type { Translator } from '../translator';

/** Sums of products that are written with names for the axes. */
export const einsum = {
  Einsum: (node, scope) => {
    const equation = (stringOf(node, 'equation') ?? '').replaceAll(' ', '');
    return (
      mixing(node, scope, equation) ??
      opaque(`It sums products in a way that no layer does: ${equation}.`)
    );
  },
} as const satisfies Record<string, Translator>;

/** Each position of a map, or a vector, multiplied by one stored matrix: a 1×1 convolution or a dense layer. */
function mixing(node: NodeProto, scope: Scope, equation: string): Plan | undefined {
  const [, map = '', matrix = '', result = ''] = /^(\w+),(\w\w)->(\w+)$/.exec(equation) ?? [];
  const [input = '', weight] = node.input;
  const type = scope.typeOf(input);
  const sizes = scope.constantOf(weight)?.dims;
  if (!type || sizes?.length !== 2 || new Set(map).size !== type.shape.length + 1) return undefined;
  const place = type.layout === 'chw' ? 1 : map.length - 1;
  const channel = map[place] ?? '';
  const inner = matrix.indexOf(channel);
  const unit = matrix[1 - inner] ?? '';
  const renamed = map.slice(0, place) + unit + map.slice(place + 1);
  if (inner < 0 || map.includes(unit) || result !== renamed) return undefined;
  const units = sizes[1 - inner] ?? 0;
  const channels = type.shape[type.layout === 'chw' ? 0 : type.shape.length - 1];
  if (channels !== sizes[inner]) return undefined;
  if (type.layout === 'chw')
    return layer(
      'conv2d',
      { filters: units, kernel: [1, 1], padding: 'valid', bias: false },
      input,
    );
  return layer('dense', { units, bias: false }, input);
}
