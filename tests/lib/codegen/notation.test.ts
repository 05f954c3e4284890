import { describe, expect, it } from 'vitest';
import { analyse } from '@/lib/analysis/analyse';
import type { Analysis } from '@/lib/analysis/report';
import { notation } from '@/lib/codegen/notation';
import { GraphBuilder, type Tap } from '@/lib/templates/builder';
import { templateById } from '@/lib/templates/templates';

function analysed(id: string): Analysis {
  const graph = templateById(id)?.build();
  if (!graph) throw new Error(`no template ${id}`);
  return analyse(graph);
}

/** The lines behind a 32×32 image of 3 channels. */
function lines(body: (net: GraphBuilder, image: Tap) => void): readonly string[] {
  const net = new GraphBuilder();
  body(net, net.add('input', 'image', { height: 32, width: 32, channels: 3 }));
  return notation(analyse(net.build()), 'exact').slice(1);
}

describe('S26: the notation of the lecture notes', () => {
  it('writes input, kernel, output and receptive field: 400x400x3 | (3x3x3)x32 | 398x398x32 RF 3x3', () => {
    expect(notation(analysed('squeeze-expand'), 'exact').slice(0, 9)).toEqual([
      '400x400x3 RF 1x1',
      '400x400x3 | (3x3x3)x32 | 398x398x32 RF 3x3',
      '398x398x32 | (3x3x32)x64 | 396x396x64 RF 5x5',
      '396x396x64 | (3x3x64)x128 | 394x394x128 RF 7x7',
      '394x394x128 | (3x3x128)x256 | 392x392x256 RF 9x9',
      '392x392x256 | (3x3x256)x512 | 390x390x512 RF 11x11',
      '390x390x512 | MP 2x2 /2 | 195x195x512 RF 12x12',
      '195x195x512 | (1x1x512)x32 | 195x195x32 RF 12x12',
      '195x195x32 | (3x3x32)x64 | 193x193x64 RF 16x16',
    ]);
  });

  it('[A5] shows the classroom’s field when it is asked for that', () => {
    expect(notation(analysed('squeeze-expand'), 'classroom').slice(6, 9)).toEqual([
      '390x390x512 | MP 2x2 /2 | 195x195x512 RF 22x22',
      '195x195x512 | (1x1x512)x32 | 195x195x32 RF 22x22',
      '195x195x32 | (3x3x32)x64 | 193x193x64 RF 24x24',
    ]);
  });

  it('[A2] writes vectors as one number, and that they see everything', () => {
    expect(notation(analysed('lenet5'), 'exact').slice(-4)).toEqual([
      '120 | FC 84 units | 84 RF global',
      '84 | Act relu | 84 RF global',
      '84 | FC 10 units | 10 RF global',
      '10 | Out logits | 10 RF global',
    ]);
  });

  it('names every input of a join, in the order of its slots', () => {
    expect(
      lines((net, image) => {
        const narrow = net.add('conv2d', 'narrow', { filters: 4, kernel: [1, 1] }, image);
        const wide = net.add('conv2d', 'wide', { filters: 8, kernel: [5, 5] }, image);
        net.add('concat', 'cat', {}, narrow, wide);
      }),
    ).toEqual([
      '32x32x3 | (1x1x3)x4 | 32x32x4 RF 1x1',
      '32x32x3 | (5x5x3)x8 | 32x32x8 RF 5x5',
      '32x32x4 + 32x32x8 | Concat | 32x32x12 RF 5x5',
    ]);
  });

  it('[L7] gives a kernel the depth that it has: one channel in a depthwise convolution, a group’s share in a grouped one', () => {
    expect(
      lines((net, image) => {
        const depthwise = net.add('depthwiseConv2d', 'depthwise', {}, image);
        const wide = net.add('conv2d', 'wide', { filters: 8, kernel: [1, 1] }, depthwise);
        net.add('conv2d', 'grouped', { filters: 16, kernel: [1, 3], groups: 4 }, wide);
      }),
    ).toEqual([
      '32x32x3 | (3x3x1)x3 | 32x32x3 RF 3x3',
      '32x32x3 | (1x1x3)x8 | 32x32x8 RF 3x3',
      '32x32x8 | (1x3x2)x16 | 32x32x16 RF 3x5',
    ]);
  });

  it('[L4] gives a transposed kernel the depth of what it reads', () => {
    expect(
      lines((net, image) => {
        net.add('convTranspose2d', 'up', { filters: 8, kernel: [2, 2], stride: [2, 2] }, image);
      }),
    ).toEqual(['32x32x3 | (2x2x3)x8 | 64x64x8 RF 1x1']);
  });

  it('[A6] says of layers that do not work, and of those behind them, that nothing is known', () => {
    expect(
      lines((net, image) => {
        const wrong = net.add('conv2d', 'too large', { kernel: [64, 64], padding: 'valid' }, image);
        net.add('activation', 'behind', {}, wrong);
      }),
    ).toEqual(['? | too large | not known', '? | behind | not known']);
  });
});
