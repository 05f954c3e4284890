import { describe, expect, it } from 'vitest';
import { storeGraph } from '@/lib/graph/stored';
import { DESIGN_FORMAT } from '@/lib/interchange/layerboard/designFile';
import { readFile } from '@/lib/interchange/readFile';
import { templateById } from '@/lib/templates/templates';
import { readOnnxFixture } from '@/tests/support/onnxFixture';
import { onnxModel, op } from '@/tests/support/onnxModel';

const text = (words: string) => new TextEncoder().encode(words);

function refusal(name: string, bytes: Uint8Array) {
  const read = readFile(name, bytes);
  return read.ok ? undefined : read.error;
}

describe('readFile', () => {
  it('reads ONNX models, whatever they are called', () => {
    const read = readFile('model.bin', readOnnxFixture('lenet5'));
    expect(read.ok && read.value.model).toMatchObject({
      format: 'onnx',
      producer: 'pytorch 1.13.0',
    });
    expect(read.ok && read.value.graph.nodes.size).toBe(14);
  });

  it('passes the size of a sample on', () => {
    const bytes = onnxModel({ inputs: { x: [1, 3, 'h', 'w'] }, nodes: [op('Relu', 'x -> y')] });
    expect(refusal('a.onnx', bytes)?.code).toBe('UNKNOWN_INPUT_SIZE');
    expect(readFile('a.onnx', bytes, { inputShape: [3, 8, 8] }).ok).toBe(true);
  });

  it('reads designs as Layerboard stores them', () => {
    const graph = templateById('lenet5')?.build();
    if (!graph) throw new Error('no template');
    const bytes = text(`\n  ${JSON.stringify(storeGraph(graph), null, 2)}`);
    expect(readFile('LeNet (2).json', bytes)).toEqual({
      ok: true,
      value: {
        graph,
        model: { format: 'layerboard', name: 'LeNet (2)' },
        opaque: [],
        notes: [],
      },
    });
  });

  it.each([
    ['an empty file', 'a.onnx', text(''), 'NOT_RECOGNISED', '“a.onnx” is empty.'],
    [
      'a PyTorch checkpoint',
      'model.pt',
      text('PK\u0003\u0004 and more'),
      'NOT_RECOGNISED',
      '“model.pt” cannot be read: it is a ZIP archive, as PyTorch checkpoints (.pt, .pth) are: export the model to ONNX.',
    ],
    [
      'a Keras file',
      'model.h5',
      new Uint8Array([0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a]),
      'NOT_RECOGNISED',
      '“model.h5” cannot be read: it is an HDF5 file, as older Keras models (.h5) are: save the model as a .keras file or as model.to_json(), or export it to ONNX with tf2onnx.',
    ],
    [
      'a TensorFlow Lite model',
      'model.tflite',
      text('\u001c\u0000\u0000\u0000TFL3'),
      'NOT_RECOGNISED',
      '“model.tflite” cannot be read: it is a TensorFlow Lite model: convert it to ONNX with tf2onnx.',
    ],
    [
      'anything else',
      'notes.txt',
      text('a network, once'),
      'NOT_RECOGNISED',
      '“notes.txt” is none of the files that can be read: an ONNX model, a Keras model (.keras or JSON), a TensorFlow.js model, or a design that was downloaded from Layerboard.',
    ],
    [
      'other JSON',
      'package.json',
      text('{"name": "layerboard"}'),
      'NOT_RECOGNISED',
      '“package.json” is JSON, but neither a Keras or TensorFlow.js model nor a design of Layerboard.',
    ],
    [
      'a graph model of TensorFlow.js',
      'model.json',
      text('{"format": "graph-model", "modelTopology": {"node": []}}'),
      'NOT_RECOGNISED',
      '“model.json” cannot be read: it is a graph model of TensorFlow.js, which no longer has layers: convert the original as a layers model (--output_format=tfjs_layers_model), or export it to ONNX with tf2onnx.',
    ],
    [
      'a design of another form',
      'old.json',
      text('{"format": "layerboard-graph/0"}'),
      'BAD_DESIGN',
      `“old.json” cannot be read: its form “layerboard-graph/0” is none that Layerboard knows; “${DESIGN_FORMAT}” was expected.`,
    ],
  ])('says what is wrong with %s', (_what, name, bytes, code, message) => {
    expect(refusal(name, bytes)).toEqual({ code, message });
  });

  it('says where JSON breaks off', () => {
    const error = refusal('cut.json', text('{"format": "layerboard-gr'));
    expect(error?.code).toBe('CUT_OFF');
    expect(error?.message).toMatch(/^“cut\.json” is JSON that breaks off or has a mistake: /);
  });

  it('takes no JSON that is larger than any file of value', () => {
    const bytes = new Uint8Array(65 * 1024 * 1024).fill(0x20);
    bytes[0] = 0x7b;
    expect(refusal('huge.json', bytes)).toEqual({
      code: 'TOO_LARGE',
      message: '“huge.json” has 65.00 MiB; JSON is read up to 64.00 MiB.',
    });
  });

  it('says what is wrong with a broken ONNX model', () => {
    const bytes = readOnnxFixture('lenet5').subarray(0, 1000);
    expect(refusal('lenet5.onnx', bytes)?.message).toBe(
      'The file is cut off after 1,000 bytes: its graph goes on for another 2,441.',
    );
  });
});
