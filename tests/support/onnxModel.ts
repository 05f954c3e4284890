import { create, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import {
  type AttributeProtoSchema,
  type FunctionProtoSchema,
  ModelProtoSchema,
  type NodeProtoSchema,
  type TensorProtoSchema,
  ValueInfoProtoSchema,
} from '@/lib/interchange/onnx/onnx_pb';

type Node = MessageInitShape<typeof NodeProtoSchema>;
type Tensor = MessageInitShape<typeof TensorProtoSchema>;
type Attribute = MessageInitShape<typeof AttributeProtoSchema>;

/** The value of an attribute: whole numbers are written as ints, others as floats, unless marked. */
export type AttributeValue =
  | number
  | string
  | readonly number[]
  | { readonly float: number }
  | { readonly floats: readonly number[] }
  | { readonly tensor: Tensor };

/** A small ONNX model as a test writes it. */
export interface ModelSketch {
  readonly opset?: number;
  /** Sizes by input, the batch included; names are symbols, null is nothing. `undefined` leaves the shape out. */
  readonly inputs?: Readonly<Record<string, readonly (number | string | null)[] | undefined>>;
  readonly outputs?: readonly string[];
  readonly weights?: readonly Tensor[];
  readonly nodes: readonly Node[];
  /** Shapes that the file declares for inner tensors. */
  readonly declared?: Readonly<Record<string, readonly (number | string | null)[]>>;
  readonly functions?: readonly MessageInitShape<typeof FunctionProtoSchema>[];
}

/** The bytes of a model. Its input is `x` of 1×3×32×32 and its output `y`, unless it says otherwise. */
export function onnxModel(sketch: ModelSketch): Uint8Array {
  const { opset = 13, inputs = { x: [1, 3, 32, 32] }, outputs = ['y'] } = sketch;
  return toBinary(
    ModelProtoSchema,
    create(ModelProtoSchema, {
      irVersion: 8n,
      producerName: 'test',
      opsetImport: [{ domain: '', version: BigInt(opset) }],
      functions: [...(sketch.functions ?? [])],
      graph: {
        name: 'sketch',
        node: [...sketch.nodes],
        initializer: [...(sketch.weights ?? [])],
        input: Object.entries(inputs).map(([name, dims]) => valueInfo(name, dims)),
        output: outputs.map((name) => valueInfo(name, undefined)),
        valueInfo: Object.entries(sketch.declared ?? {}).map(([name, dims]) =>
          valueInfo(name, dims),
        ),
      },
    }),
  );
}

function valueInfo(name: string, dims: readonly (number | string | null)[] | undefined) {
  const dim = dims?.map((size) => {
    if (size === null) return {};
    return typeof size === 'number' ? { dimValue: BigInt(size) } : { dimParam: size };
  });
  return create(ValueInfoProtoSchema, {
    name,
    type: { tensorType: { elemType: 1, ...(dim ? { shape: { dim } } : {}) } },
  });
}

/** An operator. The outputs follow an arrow: `op('Conv', 'x w b -> y')`; `_` is an input that is left out. */
export function op(
  opType: string,
  wiring: string,
  attributes: Readonly<Record<string, AttributeValue>> = {},
  rest: Node = {},
): Node {
  const [input = [], output = []] = wiring
    .split('->')
    .map((side) => side.split(' ').filter(Boolean));
  return {
    opType,
    input: input.map((name) => (name === '_' ? '' : name)),
    output,
    name: `${opType}_${output[0]}`,
    attribute: Object.entries(attributes).map(([name, value]) => attributeOf(name, value)),
    ...rest,
  };
}

function attributeOf(name: string, value: AttributeValue): Attribute {
  if (typeof value === 'string') return { name, type: 3, s: new TextEncoder().encode(value) };
  if (typeof value === 'number')
    return Number.isInteger(value)
      ? { name, type: 2, i: BigInt(value) }
      : { name, type: 1, f: value };
  if ('float' in value) return { name, type: 1, f: value.float };
  if ('floats' in value) return { name, type: 6, floats: [...value.floats] };
  if ('tensor' in value) return { name, type: 4, t: value.tensor };
  return { name, type: 7, ints: value.map(BigInt) };
}

/** A weight of which only the size is in the file. */
export function weight(name: string, ...dims: readonly number[]): Tensor {
  return { name, dims: dims.map(BigInt), dataType: 1, dataLocation: 1 };
}

/** Floats with their values. */
export function floats(name: string, values: readonly number[], dims = [values.length]): Tensor {
  const rawData = new Uint8Array(new Float32Array(values).buffer);
  return { name, dims: dims.map(BigInt), dataType: 1, rawData };
}

/** Whole numbers of 64 bits with their values. */
export function wholes(name: string, values: readonly number[], dims = [values.length]): Tensor {
  const rawData = new Uint8Array(new BigInt64Array(values.map(BigInt)).buffer);
  return { name, dims: dims.map(BigInt), dataType: 7, rawData };
}

/** One number without axes. */
export function scalar(name: string, value: number): Tensor {
  return floats(name, [value], []);
}
