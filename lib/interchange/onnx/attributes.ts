import { shortestDecimal } from '../shortestDecimal';
import type { AttributeProto, NodeProto, TensorProto } from './onnx_pb';

/** An attribute of an operator, by name. */
export function attribute(node: NodeProto, name: string): AttributeProto | undefined {
  return node.attribute.find((each) => each.name === name);
}

/** A whole number; undefined when the operator leaves it at its default. */
export function intOf(node: NodeProto, name: string): number | undefined {
  const found = attribute(node, name);
  return found && Number(found.i);
}

export function intsOf(node: NodeProto, name: string): readonly number[] | undefined {
  return attribute(node, name)?.ints.map(Number);
}

export function floatOf(node: NodeProto, name: string): number | undefined {
  const found = attribute(node, name);
  return found && shortestDecimal(found.f);
}

export function floatsOf(node: NodeProto, name: string): readonly number[] | undefined {
  return attribute(node, name)?.floats.map(shortestDecimal);
}

export function stringOf(node: NodeProto, name: string): string | undefined {
  const found = attribute(node, name);
  return found && decodeText(found.s);
}

export function tensorOf(node: NodeProto, name: string): TensorProto | undefined {
  return attribute(node, name)?.t;
}

const decoder = new TextDecoder();

/** Text of an attribute; only its beginning where it is long. */
export function decodeText(bytes: Uint8Array): string {
  return decoder.decode(bytes.subarray(0, 1000));
}
