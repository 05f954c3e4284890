import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { BinaryWriter } from '@bufbuild/protobuf/wire';
import { describe, expect, it } from 'vitest';
import { TensorProtoSchema } from '@/lib/interchange/onnx/onnx_pb';
import { readTensor } from '@/lib/interchange/onnx/readTensor';

function read(tensor: MessageInitShape<typeof TensorProtoSchema>) {
  const { dims, numbers, kind, learned } = readTensor(create(TensorProtoSchema, tensor), true);
  return { dims, numbers, kind, learned };
}

const bytesOf = (array: ArrayBufferView<ArrayBuffer>) => new Uint8Array(array.buffer);

function varints(...values: readonly number[]): Uint8Array {
  const writer = new BinaryWriter();
  for (const value of values) writer.int64(value);
  return writer.finish();
}

describe('readTensor', () => {
  it.each([
    ['float', 1, bytesOf(new Float32Array([0.5, -2])), [0.5, -2]],
    ['unsigned bytes', 2, new Uint8Array([3, 200]), [3, 200]],
    ['bytes', 3, bytesOf(new Int8Array([3, -7])), [3, -7]],
    ['16 bits', 5, bytesOf(new Int16Array([300, -300])), [300, -300]],
    ['32 bits', 6, bytesOf(new Int32Array([70_000, -1])), [70_000, -1]],
    ['64 bits', 7, bytesOf(new BigInt64Array([5n, -5n])), [5, -5]],
    ['truth values', 9, new Uint8Array([1, 0]), [1, 0]],
    ['half precision', 10, bytesOf(new Uint16Array([0x3800, 0xc000])), [0.5, -2]],
    ['double precision', 11, bytesOf(new Float64Array([0.1, 1e300])), [0.1, 1e300]],
    ['brain floats', 16, bytesOf(new Uint16Array([0x3f00, 0xc000])), [0.5, -2]],
  ])('reads raw values of %s', (_what, dataType, rawData, numbers) => {
    expect(read({ dims: [2n], dataType, rawData }).numbers).toEqual(numbers);
  });

  it.each([
    ['floats', { dataType: 1, floatData: [bytesOf(new Float32Array([0.5, -2]))] }, [0.5, -2]],
    ['doubles', { dataType: 11, doubleData: [bytesOf(new Float64Array([0.1, 2]))] }, [0.1, 2]],
    ['64 bits', { dataType: 7, int64Data: [varints(300, -1)] }, [300, -1]],
    ['64 bits in parts', { dataType: 7, int64Data: [varints(300), varints(-1)] }, [300, -1]],
    ['32 bits', { dataType: 6, int32Data: [varints(300, -1)] }, [300, -1]],
    ['half precision', { dataType: 10, int32Data: [varints(0x3800, 0xc000)] }, [0.5, -2]],
  ])('reads values in the field of their type: %s', (_what, fields, numbers) => {
    expect(read({ dims: [2n], ...fields }).numbers).toEqual(numbers);
  });

  it('knows only the size of what is stored elsewhere, is too much, or does not fit its size', () => {
    const rawData = bytesOf(new Float32Array([1, 2]));
    const unknown = { numbers: undefined, kind: 'float', learned: true };
    expect(read({ dims: [2n], dataType: 1, dataLocation: 1 })).toEqual({ dims: [2], ...unknown });
    expect(read({ dims: [512n, 512n], dataType: 1 })).toEqual({ dims: [512, 512], ...unknown });
    expect(read({ dims: [3n], dataType: 1, rawData })).toEqual({ dims: [3], ...unknown });
    expect(read({ dims: [1n << 40n, 1n << 40n], dataType: 1 }).numbers).toBeUndefined();
  });

  it('knows nothing of sizes that cannot be', () => {
    expect(read({ dims: [-1n], dataType: 1 }).dims).toBeUndefined();
    expect(read({ dims: new Array(40).fill(1n), dataType: 1 }).dims).toBeUndefined();
    expect(read({ dims: [1n << 62n], dataType: 1 }).dims).toBeUndefined();
  });

  it('takes a single number without axes', () => {
    expect(read({ dims: [], dataType: 7, int64Data: [varints(7)] })).toEqual({
      dims: [],
      numbers: [7],
      kind: 'whole',
      learned: false,
    });
  });
});
