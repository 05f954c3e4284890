import type { NodeProto } from './onnx_pb';
import { dimsOf, type Scope } from './scope';

/** Whether a tensor is stored and has one value for each channel of another one, to which it stretches. */
export function isChannelVector(scope: Scope, tensor: string | undefined, of: string): boolean {
  const constant = scope.constantOf(tensor);
  const sizes = constant?.dims;
  const dims = dimsOf(scope, of);
  const axis = channelAxis(scope, of);
  if (!constant?.learned || !sizes || !dims || axis === undefined) return false;
  const missing = dims.length - sizes.length;
  const fits = sizes.every((size, place) => size === (place + missing === axis ? dims[axis] : 1));
  return fits && missing >= 0 && missing <= axis;
}

/** What a product or a sum of two operands reads beside a channel vector; undefined where it is anything else. */
export function besideChannelVector(node: NodeProto, scope: Scope): string | undefined {
  const [first = '', second = '', more] = node.input;
  const [active, other] = scope.isActivation(first) ? [first, second] : [second, first];
  return more === undefined && isChannelVector(scope, other, active) ? active : undefined;
}

/** The axis of the channels, batch included. */
function channelAxis(scope: Scope, tensor: string): number | undefined {
  const layout = scope.typeOf(tensor)?.layout;
  if (layout === undefined || layout === 'other') return undefined;
  return layout === 'hwc' ? 3 : 1;
}
