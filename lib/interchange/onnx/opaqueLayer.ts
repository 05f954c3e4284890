import type { z } from 'zod';
import { catalogue, type Layer } from '@/lib/layers/catalogue';
import { excerpt } from '../excerpt';
import { decodeText } from './attributes';
import { type Constant, sizeOfDims } from './constant';
import { foldOperator } from './fold/foldOperator';
import type { AttributeProto, NodeProto } from './onnx_pb';
import { readTensor } from './readTensor';
import { dimsOf, type Scope } from './scope';

type OpaqueParams = z.input<typeof catalogue.opaque.params>;
type Json = string | number | Json[];

const MOST_PARTS = 64;
const MOST_NUMBERS = 16;

/** A layer that keeps what the file says of an operator that was not understood. */
export function opaqueLayer(node: NodeProto, scope: Scope, reason: string): Layer<'opaque'> {
  const params: OpaqueParams = {
    operator: excerpt(node.opType.trim(), 150) || 'Unknown',
    reason: excerpt(reason, 190),
    shapes: shapesOf(node, scope),
    weights: weightsOf(node, scope),
    attributes: Object.fromEntries([...attributesOf(node), ...numbersOf(node, scope)]),
  };
  return { kind: 'opaque', params: catalogue.opaque.params.parse(params) };
}

/** The shapes of the outputs: as the file declares them, else as they follow from the operator. */
function shapesOf(node: NodeProto, scope: Scope): (number[] | null)[] {
  const inferred = inferredDims(node, scope);
  const shapes = node.output.slice(0, MOST_PARTS).map((tensor, port) => {
    const declared = scope.declaredOf(tensor) ?? withoutBatch(inferred[port], scope.batch);
    return declared && isShape(declared) && !isChannelsLast(node, scope, declared)
      ? [...declared]
      : null;
  });
  return shapes.length > 0 ? shapes : [null];
}

function inferredDims(node: NodeProto, scope: Scope): readonly (readonly number[] | undefined)[] {
  const operands = node.input.map((tensor): Constant | undefined => {
    if (tensor === '') return undefined;
    const constant = scope.constantOf(tensor);
    const dims = dimsOf(scope, tensor);
    return constant ?? { dims, numbers: undefined, kind: 'float', learned: false };
  });
  if (node.domain !== '' && node.domain !== 'ai.onnx') return [];
  return foldOperator({ node, operands, opset: scope.opset }).map(({ dims }) => dims);
}

function withoutBatch(
  dims: readonly number[] | undefined,
  batch: number,
): readonly number[] | undefined {
  return dims && dims[0] === batch ? dims.slice(1) : undefined;
}

function isShape(shape: readonly number[]): boolean {
  return shape.length <= 8 && shape.every((size) => Number.isSafeInteger(size) && size >= 1);
}

/** An opaque layer's map is taken as channels first, so one with channels last must not be declared. */
function isChannelsLast(node: NodeProto, scope: Scope, shape: readonly number[]): boolean {
  return shape.length === 3 && node.input.some((tensor) => scope.typeOf(tensor)?.layout === 'hwc');
}

/** Operators whose stored numbers are parameters, not weights. */
const WITHOUT_WEIGHTS = new Set(['Resize', 'Upsample', 'Pad', 'Clip', 'Slice', 'OneHot', 'Range']);

function isWeight(node: NodeProto, constant: Constant): boolean {
  const { dims, learned } = constant;
  if (!learned || !dims || dims.length === 0 || !isShape(dims)) return false;
  return !WITHOUT_WEIGHTS.has(node.opType) && (sizeOfDims(dims) > 1 || node.opType === 'PRelu');
}

function weightsOf(node: NodeProto, scope: Scope): OpaqueParams['weights'] {
  const weights: { name: string; shape: number[] }[] = [];
  for (const tensor of node.input) {
    const constant = scope.constantOf(tensor);
    if (constant?.dims && isWeight(node, constant) && weights.length < MOST_PARTS)
      weights.push({ name: excerpt(tensor, 190), shape: [...constant.dims] });
  }
  return weights;
}

/** Attributes as plain values; what is long is cut off. */
function attributesOf(node: NodeProto): readonly (readonly [string, Json])[] {
  return node.attribute.slice(0, MOST_PARTS).flatMap((attribute) => {
    const value = attributeValue(attribute);
    return value === undefined ? [] : [[excerpt(attribute.name, 90), value] as const];
  });
}

function attributeValue(attribute: AttributeProto): Json | undefined {
  const { f, i, s, t, floats, ints, strings, type } = attribute;
  if (type === 1) return plain(f);
  if (type === 2) return plain(Number(i));
  if (floats.length > 0) return floats.slice(0, MOST_PARTS).map(plain);
  if (ints.length > 0) return ints.slice(0, MOST_PARTS).map((value) => plain(Number(value)));
  if (strings.length > 0)
    return strings.slice(0, MOST_NUMBERS).map((text) => excerpt(decodeText(text)));
  if (s.byteLength > 0) return excerpt(decodeText(s));
  return t && plainNumbers(readTensor(t, false));
}

/** Constant operands that are few numbers, by their place. */
function numbersOf(node: NodeProto, scope: Scope): readonly (readonly [string, Json])[] {
  return node.input.slice(0, MOST_PARTS).flatMap((tensor, index) => {
    const constant = scope.constantOf(tensor);
    const value = constant && !isWeight(node, constant) ? plainNumbers(constant) : undefined;
    return value === undefined ? [] : [[`input ${index + 1}`, value] as const];
  });
}

function plainNumbers({ numbers }: Constant): Json | undefined {
  if (!numbers || numbers.length === 0 || numbers.length > MOST_NUMBERS) return undefined;
  return numbers.map(plain);
}

/** A number as JSON can hold it. */
function plain(value: number): Json {
  return Number.isFinite(value) ? value : String(value);
}
