import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { describe, expect, it } from 'vitest';
import { decodeModel } from '@/lib/interchange/onnx/decodeModel';
import { READ_LIMITS } from '@/lib/interchange/onnx/limits';
import { readOnnxFixture } from '@/tests/support/onnxFixture';
import { floats, onnxModel, op } from '@/tests/support/onnxModel';

const MODEL = onnxModel({ nodes: [op('Relu', 'x -> y')], weights: [floats('w', [1, 2, 3])] });

function refusal(bytes: Uint8Array) {
  const decoded = decodeModel(bytes);
  return decoded.ok ? undefined : decoded.error;
}

function model(write: (writer: BinaryWriter) => BinaryWriter): Uint8Array {
  return write(new BinaryWriter().tag(1, WireType.Varint).uint32(8)).finish();
}

function graph(write: (writer: BinaryWriter) => BinaryWriter): Uint8Array {
  return model((writer) => write(writer.tag(7, WireType.LengthDelimited).fork()).join());
}

const text = (words: string) => new TextEncoder().encode(words);

describe('decodeModel', () => {
  it('keeps views of the values of weights, not copies', () => {
    const bytes = readOnnxFixture('lenet5.full');
    const decoded = decodeModel(bytes);
    const weights = decoded.ok ? decoded.value.graph.initializer : [];
    expect(weights.map(({ rawData }) => rawData.buffer === bytes.buffer)).toEqual(
      weights.map(() => true),
    );
    expect(weights).toHaveLength(10);
  });

  it('skips fields that it does not know', () => {
    const bytes = model((writer) =>
      writer
        .tag(6, WireType.LengthDelimited)
        .string('a comment')
        .tag(7, WireType.LengthDelimited)
        .fork()
        .tag(10, WireType.LengthDelimited)
        .string('another')
        .tag(999, WireType.Bit64)
        .double(1)
        .join(),
    );
    expect(refusal(bytes)).toBeUndefined();
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['text', text('Once upon a time there was a network')],
    ['text that looks like fields', text('"(2:Br')],
    ['JSON', text('{"nodes": []}')],
    ['zeros', new Uint8Array(64)],
    ['an unknown field first', new Uint8Array([0xf8, 0x07, 1])],
  ])('tells that %s is no ONNX file', (_what, bytes) => {
    expect(refusal(bytes)).toEqual({
      code: 'NOT_RECOGNISED',
      message:
        'This is not an ONNX file: a model that starts with its version and holds a graph was expected.',
    });
  });

  it('tells where a file is cut off, wherever that is', () => {
    const codes = new Set<string>();
    for (let size = 2; size < MODEL.byteLength; size++) {
      const error = refusal(MODEL.subarray(0, size));
      if (error) codes.add(error.code);
      if (error?.code === 'CUT_OFF') expect(error.message).toContain(`after ${size} bytes`);
    }
    expect(codes).toEqual(new Set(['CUT_OFF']));
  });

  it('says how much is missing of a graph that claims gigabytes', () => {
    const bytes = model((writer) =>
      writer.tag(7, WireType.LengthDelimited).uint32(3_000_000_000).raw(new Uint8Array(20)),
    );
    expect(refusal(bytes)?.message).toBe(
      'The file is cut off after 28 bytes: its graph goes on for another 2,999,999,980.',
    );
  });

  it('tells where a length does not fit into what holds it', () => {
    const bytes = graph((writer) =>
      writer.tag(1, WireType.LengthDelimited).uint32(4_000_000_000).raw(new Uint8Array(12)),
    );
    expect(refusal(bytes)).toEqual({
      code: 'DAMAGED',
      message:
        'The file is damaged at byte 4: a field of GraphProto claims 4,000,000,000 bytes where 12 are left.',
    });
  });

  it('tells which field is not written as its type', () => {
    const bytes = graph((writer) =>
      writer.tag(1, WireType.LengthDelimited).fork().tag(4, WireType.Varint).uint32(3).join(),
    );
    expect(refusal(bytes)?.message).toBe(
      'The file is damaged at byte 6: “op_type” is not written as what it is.',
    );
  });

  it('tells that something else follows the model', () => {
    const bytes = new Uint8Array([...MODEL, ...text('something else')]);
    expect(refusal(bytes)?.code).toBe('DAMAGED');
  });

  it('goes into no graphs within graphs, however deep they are', () => {
    const writer = new BinaryWriter().tag(1, WireType.Varint).uint32(8);
    const depth = 20_000;
    writer.tag(7, WireType.LengthDelimited).fork();
    for (let level = 0; level < depth; level++) {
      writer.tag(1, WireType.LengthDelimited).fork();
      writer.tag(5, WireType.LengthDelimited).fork();
      writer.tag(6, WireType.LengthDelimited).fork();
    }
    for (let level = 0; level < depth * 3 + 1; level++) writer.join();
    expect(refusal(writer.finish())).toBeUndefined();
  });

  it('refuses groups, which ONNX does not have, however deep they are', () => {
    const bytes = graph((writer) => writer.raw(new Uint8Array(50_000).fill(0x53)));
    expect(refusal(bytes)?.code).toBe('DAMAGED');
  });

  it.each([
    ['operators', READ_LIMITS.operators, 0x0a],
    ['parts', READ_LIMITS.messages, 0x5a],
    ['parts', READ_LIMITS.messages, 0x2a],
  ])('refuses more than the allowed %s before it makes room for them', (what, limit, tag) => {
    const body = new Uint8Array(2 * limit + 2);
    for (let at = 0; at < body.byteLength; at += 2) body[at] = tag;
    expect(refusal(graph((writer) => writer.raw(body)))).toEqual({
      code: 'TOO_LARGE',
      message: `The file is too large to read: it has more than ${limit.toLocaleString('en-US')} ${what}.`,
    });
  });

  it.each([
    ['in one list', READ_LIMITS.listBytes + 1, 1],
    ['in many', 1000, READ_LIMITS.listBytes / 1000 + 1],
  ])('refuses more listed numbers than allowed, %s', (_how, length, lists) => {
    const bytes = graph((writer) => {
      for (let list = 0; list < lists; list++)
        writer
          .tag(5, WireType.LengthDelimited)
          .fork()
          .tag(1, WireType.LengthDelimited)
          .bytes(new Uint8Array(length))
          .join();
      return writer;
    });
    expect(refusal(bytes)?.code).toBe('TOO_LARGE');
  });
});
