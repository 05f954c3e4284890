import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyse } from '@/lib/analysis/analyse';
import { jumpOf, leftOf, sizeOf } from '@/lib/analysis/receptiveField';
import { type Analysis, okReport } from '@/lib/analysis/report';
import type { Padding } from '@/lib/layers/params';
import { GraphBuilder, type ParamsInput, type Tap } from '@/lib/templates/builder';
import { templateById } from '@/lib/templates/templates';
import { slimNetwork } from '@/tests/support/slimNetworks';

/**
 * The table of Araujo, Norris and Sim, all of its 187 end-points. Its effective padding is minus the
 * left edge of our field: the padding that one window of the published size would need to see the
 * same of the image. Nothing is left out; where the padding depends on the image, both sizes are held.
 */
interface Distill {
  readonly networks: Readonly<
    Record<string, readonly (readonly [string, number, number, number, number])[]>
  >;
}

const distill: Distill = JSON.parse(
  readFileSync(new URL('../../fixtures/distill.json', import.meta.url), 'utf8'),
);

/** Size, stride and padding of a layer's field along one axis, as the table has them. */
function published(analysis: Analysis, id: string, axis: 'height' | 'width' = 'height') {
  const field = okReport(analysis, id)?.field;
  if (field?.type !== 'local') throw new Error(`${id} has no local field`);
  return [sizeOf(field[axis]), jumpOf(field[axis]), 0 - leftOf(field[axis])];
}

/** Layers whose branches look at different places. */
function misaligned(analysis: Analysis): readonly string[] {
  return [...analysis.reports].flatMap(([id, report]) =>
    report.status !== 'ok' || report.warnings.length > 0 ? [id] : [],
  );
}

const cases = Object.keys(distill.networks).flatMap((name) =>
  ([224, 321] as const).map((size) => ({ name, size })),
);

describe.each(cases)('$name on $size pixels', ({ name, size }) => {
  const { graph, ends } = slimNetwork(name, size);
  const analysis = analyse(graph);
  const table = distill.networks[name] ?? [];

  it.each(['height', 'width'] as const)(
    '[A1] [A2] [A3] sees along its %s what is published, at every end-point',
    (axis) => {
      const ours = table.map(([end]) => [
        end,
        ...published(analysis, ends.get(end) ?? `no end-point ${end}`, axis),
      ]);
      expect(ours).toEqual(
        table.map(([end, field, stride, at224, at321]) => [
          end,
          field,
          stride,
          size === 224 ? at224 : at321,
        ]),
      );
    },
  );

  it('[A4] has aligned branches', () => {
    expect(misaligned(analysis)).toEqual([]);
  });
});

describe('the table', () => {
  it('has 187 end-points', () => {
    expect(Object.values(distill.networks).flat()).toHaveLength(187);
  });
});

/** The layers of templates that are built as TF-slim has them. */
const TEMPLATES = [
  {
    network: 'alexnet_v2',
    template: 'alexnet-2012',
    layers: ['conv1', 'pool1', 'conv2', 'conv3', 'conv4', 'conv5', 'pool5'].map(
      (layer) => `gpu1.${layer}`,
    ),
  },
  {
    network: 'vgg_a',
    template: 'vgg11',
    layers: [0, 2, 3, 5, 6, 8, 10, 11, 13, 15, 16, 18, 20].map((index) => `features.${index}`),
  },
  {
    network: 'vgg_16',
    template: 'vgg16',
    layers: [0, 4, 5, 9, 10, 12, 16, 17, 19, 23, 24, 26, 30].map((index) => `features.${index}`),
  },
  {
    network: 'inception_v3',
    template: 'inception_v3_plain',
    layers: (distill.networks.inception_v3 ?? []).map(([end]) => {
      if (end.startsWith('MaxPool')) return end.startsWith('MaxPool_3a') ? 'maxpool1' : 'maxpool2';
      return `${end}.${end.startsWith('Mixed') ? 'cat' : 'conv'}`;
    }),
  },
] as const;

describe.each(TEMPLATES)('the template $template', ({ network, template, layers }) => {
  it('[A1] [A2] [A3] sees at every end-point what is published', () => {
    const graph = templateById(template)?.build();
    if (!graph) throw new Error(`no template ${template}`);
    const analysis = analyse(graph);
    const table = distill.networks[network] ?? [];
    expect(layers.map((layer) => published(analysis, layer))).toEqual(
      table.map(([, field, stride, padding]) => [field, stride, padding]),
    );
  });
});

/** Small networks, with the verdicts that the tests of the authors' library ask for. */
describe('alignment', () => {
  const window = (
    kernel: readonly [number, number],
    stride: number,
    padding: Padding = 'valid',
  ): ParamsInput<'conv2d'> & ParamsInput<'maxPool2d'> => ({
    kernel: [...kernel],
    stride: [stride, stride],
    padding,
  });
  const square = (size: number, stride: number, padding: Padding = 'valid') =>
    window([size, size], stride, padding);

  function network(size: number, build: (net: GraphBuilder, image: Tap) => Tap): Analysis {
    const net = new GraphBuilder();
    const image = net.add('input', 'image', { height: size, width: size, channels: 1 });
    net.add('identity', 'output', {}, build(net, image));
    return analyse(net.build());
  }

  function step(net: GraphBuilder, kind: 'conv2d' | 'maxPool2d') {
    return (params: ReturnType<typeof window>, from: Tap) =>
      net.add(kind, 'layer', kind === 'conv2d' ? { ...params, filters: 1 } : params, from);
  }

  function padded(net: GraphBuilder, low: number, high: number, from: Tap): Tap {
    const edges = { top: low, bottom: high, left: low, right: high };
    return net.add('zeroPad2d', 'pad', edges, from);
  }

  /** 1×1 of stride 4, beside 3×3 and 1×1 of stride 2 each. */
  function first(net: GraphBuilder, image: Tap, kind: 'conv2d' | 'maxPool2d' = 'conv2d'): Tap {
    const left = step(net, 'conv2d')(square(1, 4), image);
    const three = step(net, kind)(square(3, 2), padded(net, 1, 0, image));
    return net.add('add', 'join', {}, left, step(net, kind)(square(1, 2), three));
  }

  it.each(['conv2d', 'maxPool2d'] as const)(
    '[A4] one column of padding before the 3×3 aligns both branches (%s)',
    (kind) => {
      const analysis = network(32, (net, image) => first(net, image, kind));
      expect(published(analysis, 'output')).toEqual([3, 4, 1]);
      expect(misaligned(analysis)).toEqual([]);
    },
  );

  it('[A4] branches of different strides are not aligned', () => {
    const analysis = network(8, (net, image) => {
      const conv = step(net, 'conv2d');
      const left = conv(square(5, 2), padded(net, 2, 1, image));
      return net.add('add', 'join', {}, left, conv(square(3, 1), conv(square(3, 1), image)));
    });
    expect(misaligned(analysis)).toEqual(['join']);
  });

  it.each([
    { size: 9, field: [3, 4, 1], wrong: [] },
    { size: 8, field: undefined, wrong: ['join'] },
  ])(
    '[A4] [L3] padding as TensorFlow pads aligns $size pixels or not',
    ({ size, field, wrong }) => {
      const analysis = network(size, (net, image) => {
        const conv = step(net, 'conv2d');
        const right = conv(square(1, 2), conv(square(3, 2, 'same'), image));
        return net.add('add', 'join', {}, conv(square(1, 4), image), right);
      });
      if (field) expect(published(analysis, 'output')).toEqual(field);
      expect(misaligned(analysis)).toEqual(wrong);
    },
  );

  it('[A1] [A2] the axes are counted apart', () => {
    const analysis = network(32, (net, image) => {
      const conv = step(net, 'conv2d');
      return conv(window([3, 1], 2), conv(window([3, 5], 2), image));
    });
    expect(published(analysis, 'output', 'height')).toEqual([7, 4, 0]);
    expect(published(analysis, 'output', 'width')).toEqual([5, 4, 0]);
  });

  it.each(['padded', 'same'] as const)(
    '[A3] [A4] a second join counts the first one once (%s)',
    (how) => {
      const analysis = network(how === 'same' ? 17 : 32, (net, image) => {
        const conv = step(net, 'conv2d');
        const three = (from: Tap) =>
          how === 'same'
            ? conv(square(3, 2, 'same'), from)
            : conv(square(3, 2), padded(net, 1, 0, from));
        const left = conv(square(1, 4), image);
        const lower = net.add('add', 'join', {}, left, conv(square(1, 2), three(image)));
        return net.add('add', 'join', {}, conv(square(1, 2), lower), three(lower));
      });
      expect(published(analysis, 'output')).toEqual([11, 8, 5]);
      expect(misaligned(analysis)).toEqual([]);
    },
  );
});
