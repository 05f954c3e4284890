import { describe, expect, it } from 'vitest';
import { idSchema } from '@/lib/graph/schemas';
import type { Imported } from '@/lib/interchange/imported';
import { readOnnx } from '@/lib/interchange/onnx/readOnnx';
import { readOnnxFixture } from '@/tests/support/onnxFixture';
import { op, weight } from '@/tests/support/onnxModel';
import { readSketch } from '@/tests/support/sketchedLayers';
import { readTruth } from '@/tests/support/truth';

function imported(file: string): Imported {
  const read = readOnnx(readOnnxFixture(file));
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
}

const namesOf = ({ graph }: Imported) => [...graph.nodes.values()].map(({ name }) => name);
const groupsOf = ({ graph }: Imported) => [...graph.groups.values()].map(({ name }) => name);

describe('names', () => {
  it.each(['resnet50', 'densenet121', 'efficientnet_b0', 'googlenet', 'squeezenet1_1', 'vgg16_bn'])(
    'modules of %s have the names that torchvision gives them',
    (model) => {
      const modules = readTruth(model).nodes.flatMap(({ name, type }) =>
        /^[A-Z]/.test(type) && type !== 'Dropout' ? [name] : [],
      );
      const names = new Set(namesOf(imported(model)).map((name) => name.replaceAll('.', '_')));
      expect(modules.filter((name) => !names.has(name))).toEqual([]);
    },
  );

  it('steps within a module are called by the module and the step', () => {
    expect(namesOf(imported('resnet18')).slice(5, 12)).toEqual([
      'layer1.0.conv1',
      'layer1.0.bn1',
      'layer1.0.relu',
      'layer1.0.conv2',
      'layer1.0.bn2',
      'layer1.0.add',
      'layer1.0.relu_1',
    ]);
    expect(namesOf(imported('shufflenet_v2_x1_0'))).toEqual(
      expect.arrayContaining(['stage2.0.concat', 'stage2.0.channelShuffle', 'stage2.1.slice_1']),
    );
  });

  it.each([
    ['its weights', op('Conv', 'x net.0.conv.weight -> y', {}, { name: 'Conv_0' }), 'net.0.conv'],
    [
      'its own name',
      op('Conv', 'x w -> y', {}, { name: 'resnet/conv1/Conv2D' }),
      'resnet/conv1/Conv2D',
    ],
    ['the tensor that it makes', op('Conv', 'x w -> y', {}, { name: '' }), 'y'],
    [
      'the scopes that PyTorch’s newer exporter notes',
      op(
        'Conv',
        'x w -> y',
        {},
        {
          name: 'node_conv2d',
          metadataProps: [
            { key: 'pkg.torch.onnx.name_scopes', value: "['', 'net', 'net.0', 'conv2d']" },
          ],
        },
      ),
      'net.0',
    ],
  ])('a layer is called after %s', (_what, node, name) => {
    const weights = [weight(node.input?.[1] ?? '', 8, 3, 3, 3)];
    expect(namesOf(readSketch({ nodes: [node], weights }))).toEqual(['x', name, 'y']);
  });

  it('several layers of one module, or of one operator, are told apart', () => {
    const scope = (step: string) => ({
      name: `node_${step}`,
      metadataProps: [
        { key: 'pkg.torch.onnx.name_scopes', value: `['', 'blocks', 'blocks.3', '${step}']` },
      ],
    });
    const nodes = [
      op('Relu', 'x -> a', {}, scope('relu')),
      op('Tanh', 'a -> b', {}, scope('tanh')),
      op('Split', 'b -> c d', { axis: 2 }, { name: 'parts' }),
      op('Add', 'c d -> y', {}, { name: '/Add' }),
    ];
    expect(namesOf(readSketch({ nodes }))).toEqual([
      'x',
      'blocks.3.node_relu',
      'blocks.3.node_tanh',
      'parts',
      'parts_2',
      'add',
      'y',
    ]);
  });

  it.each(['', '   ', '../..//', '汉字', '-.-', 'a'.repeat(500), '\u0000\u0001', '/./'])(
    'any name gives a name and an id that can be stored: %j',
    (name) => {
      const nodes = [op('Relu', 'x -> y', {}, { name }), op('Tanh', 'y -> z', {}, { name })];
      const { graph } = readSketch({ nodes, outputs: ['z'] });
      const ids = [...graph.nodes.keys()];
      expect(ids.filter((id) => !idSchema.safeParse(id).success)).toEqual([]);
      expect(new Set(ids).size).toBe(4);
      expect([...graph.nodes.values()].filter((node) => node.name.trim() === '')).toEqual([]);
    },
  );
});

describe('groups', () => {
  it.each([
    ['resnet18', ['layer1.0', 'layer1.1', 'layer2.0', 'layer2.1']],
    ['efficientnet_b0', ['features.0', 'features.1.0', 'features.2.0', 'features.2.1']],
    ['densenet121', ['features.denseblock1', 'features.transition1', 'features.denseblock2']],
    ['shufflenet_v2_x1_0', ['conv1', 'stage2.0', 'stage2.1']],
    ['squeezenet1_1', ['features.3', 'features.4', 'features.6']],
    ['lenet5', []],
    ['chain99', []],
  ])('%s is grouped by its blocks', (model, first) => {
    expect(groupsOf(imported(model)).slice(0, first.length || 99)).toEqual(first);
  });

  it('hold the layers of their block and nothing else', () => {
    const { graph } = imported('resnet18');
    const strays = [...graph.nodes.values()].filter(
      ({ name, group }) =>
        (graph.groups.get(group ?? '')?.name ?? 'none') !==
        (/^layer\d\.\d/.exec(name)?.[0] ?? 'none'),
    );
    expect(strays).toEqual([]);
  });
});
