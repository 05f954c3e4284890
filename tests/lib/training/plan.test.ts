import { describe, expect, it } from 'vitest';
import { analyse } from '@/lib/analysis/analyse';
import type { LayerGraph } from '@/lib/graph/graph';
import { must } from '@/lib/invariant';
import { GraphBuilder } from '@/lib/templates/builder';
import { templateById } from '@/lib/templates/templates';
import { digits } from '@/lib/training/datasets/digits';
import { textures } from '@/lib/training/datasets/textures';
import { planTraining } from '@/lib/training/plan';
import { DEFAULT_TRAINING_SETTINGS } from '@/lib/training/settings';

const template = (id: string) => must(templateById(id), id).build();

function plan(graph: LayerGraph, data = digits.info, settings = DEFAULT_TRAINING_SETTINGS) {
  return planTraining(analyse(graph), data, settings);
}

function refusals(...args: Parameters<typeof plan>): readonly string[] {
  const made = plan(...args);
  return made.status === 'refused' ? made.reasons.map(({ message }) => message) : [made.status];
}

/** A network on images of some size with `classes` scores. */
function network(classes: number, side = 28, build?: (net: GraphBuilder) => void): LayerGraph {
  const net = new GraphBuilder();
  const image = net.add('input', 'image', { height: side, width: side, channels: 1 });
  const map = net.add('conv2d', 'conv', { filters: 8 }, image);
  const pooled = net.add('globalAvgPool2d', 'pool', { keepMap: false }, map);
  net.add('output', 'scores', {}, net.add('dense', 'fc', { units: classes }, pooled));
  build?.(net);
  return net.build();
}

describe('a plan', () => {
  it('[T1] is ready for a design that fits the data, and says what it will take', () => {
    const made = plan(template('tiny-cnn-digits'));
    expect(made).toMatchObject({
      status: 'ready',
      changes: [],
      lossInput: 'logits',
      ports: { input: 'image', head: 'logits', sideHeads: [] },
      estimate: { steps: 186 },
    });
  });

  it('takes a map of 1×1 for scores', () => {
    const net = new GraphBuilder();
    const image = net.add('input', 'image', { height: 28, width: 28, channels: 1 });
    net.add(
      'output',
      'scores',
      {},
      net.add('conv2d', 'conv', { filters: 10, kernel: [28, 28], padding: 'valid' }, image),
    );
    expect(plan(net.build()).status).toBe('ready');
  });

  it('[T2] adapts the size of the input and the number of classes for the run, and says so', () => {
    const made = plan(template('resnet18'), textures.info);
    expect(made).toMatchObject({
      status: 'adapted',
      changes: [
        '“image” takes 32×32×3 instead of 224×224×3.',
        '“fc” makes 10 scores instead of 1000.',
      ],
    });
    if (made.status === 'refused') throw new Error('refused');
    expect(made.analysis.graph.nodes.get('fc')?.params).toMatchObject({ units: 10 });
  });

  it('[T2] [T3] adapts every head of a network with several', () => {
    const made = plan(template('googlenet'), textures.info);
    expect(made).toMatchObject({
      status: 'adapted',
      ports: { head: 'logits', sideHeads: ['aux1.logits', 'aux2.logits'] },
      changes: [
        '“image” takes 32×32×3 instead of 224×224×3.',
        '“fc” makes 10 scores instead of 1000.',
        '“aux1.fc2” makes 10 scores instead of 1000.',
        '“aux2.fc2” makes 10 scores instead of 1000.',
      ],
    });
  });

  it('[T2] is refused where the network does not work on images of that size, with the layer that ends', () => {
    const reasons = plan(template('alexnet'), textures.info);
    expect(reasons).toMatchObject({ status: 'refused', reasons: [{ node: 'features.12' }] });
    expect(refusals(template('alexnet'), textures.info)[0]).toMatch(
      /^For images of 32×32×3: “features\.12” does not work: The window covers 3×3, but the padded map is only 1×1/,
    );
  });

  it('[T1] is refused for operators that are known by name only', () => {
    const net = new GraphBuilder();
    const image = net.add('input', 'image', { height: 28, width: 28, channels: 1 });
    const strange = net.add('opaque', 'grid', { operator: 'GridSample', shapes: [[10]] }, image);
    net.add('output', 'scores', {}, strange);
    expect(refusals(net.build())).toEqual([
      '“grid” (GridSample) is known by name only: nobody can say what it computes, so it cannot be trained. Replace it by layers of the palette.',
    ]);
  });

  it('[T1] is refused for a design with an error on the way to its head, but not for one beside it', () => {
    const broken = network(10, 28, (net) => {
      net.add('conv2d', 'scratch', {});
    });
    expect(plan(broken).status).toBe('ready');
    const net = new GraphBuilder();
    const image = net.add('input', 'image', { height: 28, width: 28, channels: 1 });
    net.add('output', 'scores', {}, net.add('dense', 'fc', { units: 10 }, image));
    expect(refusals(net.build())).toEqual([
      expect.stringMatching(/^“fc” does not work: Dense needs a vector/),
    ]);
  });

  it('[T1] is refused without an input, with two of them, and for an empty design', () => {
    const two = new GraphBuilder();
    const one = two.add('input', 'left', { form: 'vector', channels: 10 });
    const other = two.add('input', 'right', { form: 'vector', channels: 10 });
    two.add('output', 'scores', {}, two.add('add', 'sum', {}, one, other));
    expect(refusals(two.build())).toEqual([
      'The design has 2 inputs, “left” and “right”; training feeds images to one.',
    ]);
    expect(refusals(new GraphBuilder().build())).toEqual([
      'The design is empty: there is nothing to train.',
    ]);
    const none = new GraphBuilder();
    none.add('conv2d', 'conv', {});
    expect(refusals(none.build())).toEqual([
      expect.stringMatching(/^“conv” does not work/),
      'No input leads to “conv”: the images have no way in.',
    ]);
  });

  it('[T1] is refused where the head does not give one score for each class', () => {
    const net = new GraphBuilder();
    const image = net.add('input', 'image', { height: 28, width: 28, channels: 1 });
    net.add('output', 'maps', {}, net.add('conv2d', 'conv', { filters: 10 }, image));
    expect(refusals(net.build())).toEqual([
      '“maps” gives 28×28×10, and Drawn digits needs one score for each of its 10 classes: end with a layer of 10, on a vector or a map of 1×1.',
    ]);
  });

  it('is refused where nothing can be learned', () => {
    const net = new GraphBuilder();
    const image = net.add('input', 'image', { height: 28, width: 28, channels: 1 });
    const pooled = net.add('adaptiveAvgPool2d', 'pool', { size: [2, 5] }, image);
    net.add('output', 'scores', {}, net.add('flatten', 'flatten', {}, pooled));
    expect(refusals(net.build())).toEqual([
      'No layer of this design has weights: there is nothing to learn.',
    ]);
  });

  it('is refused where a step does not fit into a browser, with the batch that would', () => {
    const settings = { ...DEFAULT_TRAINING_SETTINGS, batch: 1024 };
    const [reason] = refusals(template('mnist-one-epoch'), digits.info, settings);
    expect(reason).toMatch(
      /^A step on 1024 images takes about [\d.]+ GiB, and a browser gives 1\.50 GiB: a batch of \d+ or fewer fits\.$/,
    );
    const fits = Number(reason?.match(/batch of (\d+)/)?.[1]);
    const within = { ...settings, batch: fits };
    expect(plan(template('mnist-one-epoch'), digits.info, within).status).toBe('ready');
    const beyond = { ...settings, batch: fits + 1 };
    expect(plan(template('mnist-one-epoch'), digits.info, beyond).status).toBe('refused');
    expect(refusals(template('vgg16'), textures.info)).toEqual([
      expect.stringMatching(/its weights alone are too many, whatever the batch\.$/),
    ]);
  });
});
