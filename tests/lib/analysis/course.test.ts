import { describe, expect, it } from 'vitest';
import { analyse } from '@/lib/analysis/analyse';
import { totalsOf, weightSize } from '@/lib/analysis/cost';
import { type Field, sizeOf } from '@/lib/analysis/receptiveField';
import { type Analysis, type OkReport, okReport } from '@/lib/analysis/report';
import { storagesOf } from '@/lib/analysis/storage';
import type { FieldConvention } from '@/lib/graph/graph';
import { GraphBuilder } from '@/lib/templates/builder';
import { templateById } from '@/lib/templates/templates';
import { elementCount } from '@/lib/tensor/tensorType';

/** The tables of the lecture notes, figure for figure; where the notes round, the exact figure stands beside theirs. */

function analysed(id: string): Analysis {
  const graph = templateById(id)?.build();
  if (!graph) throw new Error(`no template ${id}`);
  return analyse(graph);
}

interface Layer extends OkReport {
  readonly name: string;
  /** Height, width and channels of the output. */
  readonly map: readonly (number | undefined)[];
}

/** The layers between the ports, in the order in which they run. */
function layers(analysis: Analysis): readonly Layer[] {
  return analysis.order.flatMap((id) => {
    const node = analysis.graph.nodes.get(id);
    const report = okReport(analysis, id);
    if (!node || !report || node.kind === 'input' || node.kind === 'output') return [];
    const [channels, height, width] = report.facts.outputs[0]?.shape ?? [];
    return [{ ...report, name: node.name, map: [height, width, channels] }];
  });
}

function square(field: Field): number | undefined {
  if (field.type !== 'local') return undefined;
  expect(sizeOf(field.width)).toBe(sizeOf(field.height));
  return sizeOf(field.height);
}

describe('from 199×199 to 1×1', () => {
  it('[A1] [A2] takes 99 convolutions: row k is 199-2k pixels wide and sees 1+2k', () => {
    const rows = layers(analysed('chain99')).map(({ map, field }) => [...map, square(field)]);
    const table = Array.from({ length: 99 }, (_, index) => {
      const k = index + 1;
      return [199 - 2 * k, 199 - 2 * k, 1, 1 + 2 * k];
    });
    expect(rows).toEqual(table);
    expect(rows.at(-1)).toEqual([1, 1, 1, 199]);
  });

  it('[A5] the classroom agrees, since nothing has a stride', () => {
    const rows = layers(analysed('chain99'));
    expect(rows.map(({ classroomField }) => square(classroomField))).toEqual(
      rows.map(({ field }) => square(field)),
    );
  });
});

describe('the table of parameters on 28×28', () => {
  const rows = layers(analysed('chain28'));

  it('[L7] the weights are where the channels are', () => {
    expect(rows.map(({ map, cost }) => [...map, cost.params])).toEqual([
      [26, 26, 32, 320],
      [24, 24, 64, 18_496],
      [22, 22, 128, 73_856],
      [20, 20, 256, 295_168],
      [18, 18, 512, 1_180_160],
    ]);
  });

  it('[A6] 32 + 64 + 128 + 256 + 512 maps are on the GPU', () => {
    expect(totalsOf(analysed('chain28')).channelMaps).toBe(992);
  });
});

describe('squeeze and expand', () => {
  const rows = layers(analysed('squeeze-expand'));
  const table = (from: number, to: number, convention: FieldConvention) =>
    rows
      .slice(from, to)
      .map(({ map, field, classroomField }) => [
        map[0],
        map[2],
        square(convention === 'exact' ? field : classroomField),
      ]);

  it('[A1] [A5] both conventions see the same up to the first pool', () => {
    const board = [
      [398, 32, 3],
      [396, 64, 5],
      [394, 128, 7],
      [392, 256, 9],
      [390, 512, 11],
    ];
    expect(table(0, 5, 'classroom')).toEqual(board);
    expect(table(0, 5, 'exact')).toEqual(board);
  });

  it('[A5] the classroom doubles at a pool and goes on in steps of 2', () => {
    expect(table(5, 14, 'classroom')).toEqual([
      [195, 512, 22],
      [195, 32, 22],
      [193, 64, 24],
      [191, 128, 26],
      [189, 256, 28],
      [187, 512, 30],
      [93, 512, 60],
      [93, 32, 60],
      [91, 64, 62],
    ]);
  });

  it('[A1] [A2] exactly, a pool adds one jump, and every convolution after it adds more', () => {
    expect(table(5, 14, 'exact')).toEqual([
      [195, 512, 12],
      [195, 32, 12],
      [193, 64, 16],
      [191, 128, 20],
      [189, 256, 24],
      [187, 512, 28],
      [93, 512, 30],
      [93, 32, 30],
      [91, 64, 38],
    ]);
  });
});

describe('memory of the first block', () => {
  /** 224×224×3 to 112×112×32 to 64×64×6, as the notes draw it; the last window is what it takes to get there. */
  const net = new GraphBuilder();
  const image = net.add('input', 'image', { height: 224, width: 224, channels: 3 });
  const half = net.add('conv2d', 'conv1', { filters: 32, stride: [2, 2] }, image);
  net.add('conv2d', 'conv2', { filters: 6, kernel: [49, 49], padding: 'valid' }, half);
  const analysis = analyse(net.build());

  it('[A7] holds 576,512 values an image', () => {
    const storages = storagesOf(analysis, 'training');
    const values = analysis.order.flatMap((id) =>
      storages.ownedBy(id).map(({ elements }) => elements),
    );
    expect(values).toEqual([224 * 224 * 3, 112 * 112 * 32, 64 * 64 * 6]);
    expect(values.reduce((sum, count) => sum + count)).toBe(576_512);
  });
});

describe('3x3x512x512', () => {
  it('[L7] [A6] are 2,359,296 weights, whatever the map', () => {
    const net = new GraphBuilder();
    const image = net.add('input', 'map', { height: 14, width: 14, channels: 512 });
    const conv = net.add('conv2d', 'conv', { filters: 512, bias: false }, image);
    const analysis = analyse(net.build());
    const kernel = okReport(analysis, conv.id)?.facts.weights.map(weightSize);
    expect(kernel).toEqual([2_359_296]);
    expect(totalsOf(analysis).params).toBe(2_359_296);
  });
});

describe('an odd map under a pool', () => {
  it('[L2] 7×7 becomes 3×3: the last row and column are dropped', () => {
    const net = new GraphBuilder();
    const image = net.add('input', 'map', { height: 7, width: 7, channels: 1 });
    net.add('maxPool2d', 'pool', {}, image);
    expect(layers(analyse(net.build())).map(({ map }) => map)).toEqual([[3, 3, 1]]);
  });
});

describe('the assignment network', () => {
  const faulty = analysed('mnist-one-epoch');
  const mended = analysed('mnist-one-epoch-mended');

  it('[L2] [L7] goes from 28 to 14, 7, 5, 3 and 1 with 6,379,786 parameters', () => {
    const sizes = layers(faulty).map(({ map }) => map[0]);
    const steps = sizes.filter((size, index) => size !== undefined && size !== sizes[index - 1]);
    expect(steps).toEqual([28, 14, 7, 5, 3, 1]);
    expect(totalsOf(faulty).params).toBe(6_379_786);
  });

  it('is mended by taking one layer out: the ReLU before the softmax', () => {
    const names = layers(faulty).map(({ name }) => name);
    expect(names.slice(-4)).toEqual(['conv7', 'relu7', 'flatten', 'log_softmax']);
    expect(layers(mended).map(({ name }) => name)).toEqual(
      names.filter((name) => name !== 'relu7'),
    );
    expect(totalsOf(mended).params).toBe(6_379_786);
  });
});

describe('a network in a network', () => {
  it('[L2] [L5] [L7] 1×1 filters make 32 channels of 192 and leave the map as it is', () => {
    const [conv] = layers(analysed('pointwise'));
    expect([conv?.map, conv?.cost.params, conv?.cost.macs]).toEqual([
      [28, 28, 32],
      192 * 32 + 32,
      28 * 28 * 192 * 32,
    ]);
  });
});

describe('the price of a 5×5', () => {
  const macs = (id: string) =>
    layers(analysed(id)).flatMap(({ cost }) => (cost.macs ? [cost.macs] : []));

  it('[L5] is 120,422,400 multiplications on 192 channels', () => {
    expect(macs('inception-naive')).toEqual([120_422_400]);
  });

  it('[L5] falls to 12,443,648 behind a 1×1 to 16 channels: nine tenths less', () => {
    expect(macs('inception-bottleneck')).toEqual([2_408_448, 10_035_200]);
    const total = totalsOf(analysed('inception-bottleneck')).macs;
    expect(total).toBe(12_443_648);
    expect(Math.round(100 * (1 - total / 120_422_400))).toBe(90);
  });

  it('[L9] both branches end in the same map, and stand in the whole block as they are', () => {
    const last = (id: string) => layers(analysed(id)).at(-1)?.map;
    expect(last('inception-bottleneck')).toEqual(last('inception-naive'));
    expect(last('inception-block')).toEqual([28, 28, 64 + 128 + 32 + 32]);
    expect(last('inception-block-naive')).toEqual([28, 28, 64 + 128 + 32 + 192]);
    expect(macs('inception-block-naive')).toContain(120_422_400);
    expect(macs('inception-block')).toEqual(expect.arrayContaining([2_408_448, 10_035_200]));
  });
});

describe('GoogLeNet’s side branches', () => {
  it('are two more outputs, and 6,379,984 more parameters', () => {
    const analysis = analysed('googlenet');
    const heads = [...analysis.graph.nodes.values()].filter(({ kind }) => kind === 'output');
    expect(heads.map(({ name }) => name)).toEqual(['aux1.logits', 'aux2.logits', 'logits']);
    expect(totalsOf(analysis).params - 6_624_904).toBe(6_379_984);
  });
});

describe('what a pool does to information', () => {
  it('[L2] 2×2 drops 75 % of the values', () => {
    const net = new GraphBuilder();
    const image = net.add('input', 'map', { height: 28, width: 28, channels: 16 });
    const pool = net.add('maxPool2d', 'pool', {}, image);
    const report = okReport(analyse(net.build()), pool.id);
    const [before] = report?.inputs.map(elementCount) ?? [];
    const [after] = report?.facts.outputs.map((type) => type && elementCount(type)) ?? [];
    expect(1 - (after ?? 0) / (before ?? 0)).toBe(0.75);
  });
});
