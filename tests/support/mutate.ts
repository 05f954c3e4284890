import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import {
  AttributeProtoSchema,
  type ModelProto,
  ModelProtoSchema,
  type NodeProto,
} from '@/lib/interchange/onnx/onnx_pb';
import { translators } from '@/lib/interchange/onnx/translators/translators';
import { type Draw, pick } from './draw';

/** A file with a few bytes flipped, overwritten, cut out, doubled or cut off, as transfers and disks do it. */
export function mutateBytes(bytes: Uint8Array, draw: Draw): Uint8Array {
  let mutated = bytes.slice();
  for (let left = 1 + draw(4); left > 0 && mutated.byteLength > 0; left--) {
    const at = draw(mutated.byteLength);
    const length = 1 + draw(40);
    switch (draw(7)) {
      case 0:
        mutated[at] = (mutated[at] ?? 0) ^ (1 << draw(8));
        break;
      case 1:
        mutated[at] = draw(256);
        break;
      case 2:
        mutated.fill(0xff, at, at + 1 + draw(9));
        break;
      case 3:
        mutated = joined(mutated.subarray(0, at), mutated.subarray(at + length));
        break;
      case 4:
        mutated = joined(mutated.subarray(0, at + length), mutated.subarray(at));
        break;
      case 5:
        mutated.copyWithin(at, draw(mutated.byteLength), draw(mutated.byteLength));
        break;
      default:
        if (draw(8) === 0) mutated = mutated.slice(0, at);
    }
  }
  return mutated;
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(first.byteLength + second.byteLength);
  bytes.set(first);
  bytes.set(second, first.byteLength);
  return bytes;
}

const OPERATORS = [...Object.keys(translators), 'Shape', 'Constant', 'Foo', 'If', 'Pow', 'Erf'];
const NAMES = ['axis', 'axes', 'pads', 'group', 'kernel_shape', 'strides', 'perm', 'split', 'to'];
const NUMBERS = [0n, 1n, -1n, 2n, 3n, 7n, -9n, 64n, 4096n, 1n << 31n, -(1n << 62n)];

/** A sound file of an unsound model: operators, wires, attributes and sizes changed at random. */
export function mutateModel(bytes: Uint8Array, draw: Draw): Uint8Array {
  const model = fromBinary(ModelProtoSchema, bytes);
  for (let left = 1 + draw(6); left > 0; left--) mutateOnce(model, draw);
  return toBinary(ModelProtoSchema, model);
}

function mutateOnce(model: ModelProto, draw: Draw): void {
  const { graph } = model;
  if (!graph || graph.node.length === 0) return;
  const node = pick(draw, graph.node);
  const other = pick(draw, graph.node);
  switch (draw(12)) {
    case 0:
      node.opType = pick(draw, OPERATORS);
      break;
    case 1:
      if (node.input.length > 0)
        node.input[draw(node.input.length)] = pick(draw, [...other.output, ...other.input, '']);
      break;
    case 2:
      node.input.push(pick(draw, [...other.output, ...other.input, '']));
      break;
    case 3:
      node.input.pop();
      break;
    case 4:
      mutateAttribute(node, draw);
      break;
    case 5:
      node.attribute.splice(draw(node.attribute.length + 1), 1);
      break;
    case 6:
      graph.node.splice(draw(graph.node.length), 1);
      break;
    case 7: {
      const weight = graph.initializer[draw(graph.initializer.length + 1)];
      if (weight && weight.dims.length > 0)
        weight.dims[draw(weight.dims.length)] = pick(draw, NUMBERS);
      break;
    }
    case 8:
      graph.initializer[draw(graph.initializer.length + 1)]?.dims.pop();
      break;
    case 9: {
      const dims = graph.input[0]?.type?.tensorType?.shape?.dim;
      const dim = dims?.[draw(dims.length + 1)];
      if (dim) dim.dimValue = pick(draw, NUMBERS);
      break;
    }
    case 10:
      node.output.push(`extra ${draw(100)}`);
      break;
    default:
      for (const opset of model.opsetImport) opset.version = BigInt(1 + draw(25));
  }
}

function mutateAttribute(node: NodeProto, draw: Draw): void {
  const values = Array.from({ length: draw(6) }, () => pick(draw, NUMBERS));
  const existing = node.attribute[draw(node.attribute.length + 1)];
  if (!existing) {
    const name = pick(draw, NAMES);
    node.attribute.push(create(AttributeProtoSchema, { name, ints: values, i: values[0] ?? 0n }));
    return;
  }
  existing.ints = values;
  existing.i = pick(draw, NUMBERS);
  existing.f = pick(draw, [0, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 1e30]);
}
