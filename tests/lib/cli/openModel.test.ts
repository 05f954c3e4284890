import { describe, expect, it } from 'vitest';
import { storeGraph } from '@/lib/graph/stored';
import { templateById } from '@/lib/templates/templates';
import { analyzed, fixturePath, holding, layerboard } from '@/tests/support/layerboard';
import { readOnnxFixture } from '@/tests/support/onnxFixture';
import { onnxModel, op, weight } from '@/tests/support/onnxModel';

const stored = JSON.stringify(storeGraph(templateById('lenet5')?.build() ?? fail()));

function fail(): never {
  throw new Error('lenet5 is gone');
}

describe('files that cannot be opened', () => {
  const ports = holding({
    'models/resnet.onnx': 'x',
    'notes.txt': 'conv conv pool',
    'empty.onnx': '',
    'cut.json': stored.slice(0, 500),
    'other.json': '{"layers": []}',
  });

  it.each([
    ['missing.onnx', 'There is no file “missing.onnx”.'],
    ['resnet18', 'There is no file “resnet18”. Did you mean “template:resnet18”?'],
    ['note.txt', 'There is no file “note.txt”. Did you mean “notes.txt”?'],
    ['empty.onnx', '“empty.onnx” is empty.'],
    [
      'notes.txt',
      '“notes.txt” is none of the files that can be read: an ONNX model, a Keras model (.keras or JSON), a TensorFlow.js model, or a design that was downloaded from Layerboard.',
    ],
  ])('%s: says why', async (file, sentence) => {
    expect(await layerboard(['analyze', file], ports)).toEqual({
      exitCode: 2,
      stdout: '',
      messages: [sentence],
    });
  });

  it.each(['cut.json', 'other.json', 'models/resnet.onnx'])(
    '%s: every command names it and ends with 2',
    async (file) => {
      const outcomes = await Promise.all([
        layerboard(['analyze', file], ports),
        layerboard(['lint', file], ports),
        layerboard(['compare', file, 'template:vgg16'], ports),
        layerboard(['compare', 'template:vgg16', file], ports),
        layerboard(['convert', file, '--to', 'json'], ports),
      ]);
      const fair = outcomes.map(({ exitCode, stdout, messages }) => ({
        exitCode,
        stdout,
        named: messages.length === 1 && messages[0]?.includes(`“${file}”`),
      }));
      expect(fair).toEqual(outcomes.map(() => ({ exitCode: 2, stdout: '', named: true })));
    },
  );

  it('characters that steer a terminal do not get there', async () => {
    const { messages } = await layerboard(['analyze', 'a\u001b[31m\nb'], ports);
    expect(messages).toEqual(['There is no file “a?[31m?b”.']);
  });
});

describe('--input', () => {
  const torch = fixturePath('onnx/resnet18.onnx');

  it('gives a design another input, and says so', async () => {
    const { nodes, notes } = await analyzed('template:resnet18', '--input', '1,3,64,64');
    expect({ shape: nodes[0]?.outputShape, last: nodes.at(-1)?.outputShape, notes }).toEqual({
      shape: [1, 3, 64, 64],
      last: [1, 1000],
      notes: ['“image” was given 64×64×3 instead of 224×224×3.'],
    });
  });

  it.each(['1,3,224,224', '3,224,224', '3x224x224', '64,3,224,224'])(
    '%s is what the file has already: nothing to say',
    async (input) => {
      expect(await analyzed(torch, '--input', input)).toEqual(await analyzed(torch));
    },
  );
});

describe('a file that leaves its size open', () => {
  const ports = holding({
    'open.onnx': onnxModel({
      inputs: { image: ['batch', 3, 'height', 'width'] },
      nodes: [op('Conv', 'image kernel -> y', { kernel_shape: [3, 3] })],
      weights: [weight('kernel', 8, 3, 3, 3)],
    }),
  });

  it('is refused with what is missing and how to give it', async () => {
    expect(await layerboard(['analyze', 'open.onnx'], ports)).toEqual({
      exitCode: 2,
      stdout: '',
      messages: [
        '“open.onnx”: The file does not fix the height (“height”) and the width (“width”) of its input “image”: give the size of one sample, or export the model with a fixed size. Use --input, such as 1,3,224,224.',
      ],
    });
  });

  it('is read with the size that is given', async () => {
    const args = ['analyze', 'open.onnx', '--format', 'json', '--input', '1,3,10,12'];
    const { exitCode, stdout, messages } = await layerboard(args, ports);
    const { nodes } = JSON.parse(stdout);
    expect({ exitCode, messages, shape: nodes[1].outputShape }).toEqual({
      exitCode: 0,
      messages: [],
      shape: [1, 8, 8, 10],
    });
  });
});

describe('standard input', () => {
  it('is read for a dash, whatever it holds', async () => {
    for (const content of [stored, readOnnxFixture('lenet5')]) {
      const { exitCode, stdout } = await layerboard(
        ['analyze', '-', '--format', 'json'],
        holding({ '-': content }),
      );
      const { totals, model } = JSON.parse(stdout);
      expect({ exitCode, params: totals.params, file: model.file }).toEqual({
        exitCode: 0,
        params: 61706,
        file: '-',
      });
    }
  });
});
