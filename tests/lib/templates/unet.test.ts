import { describe, expect, it } from 'vitest';
import { analyse } from '@/lib/analysis/analyse';
import { okReport } from '@/lib/analysis/report';
import { templateById } from '@/lib/templates/templates';

describe('U-Net', () => {
  const graph = templateById('unet')?.build();
  if (!graph) throw new Error('no template unet');
  const analysis = analyse(graph);
  const map = (id: string) => {
    const [channels, height, width] = okReport(analysis, id)?.facts.outputs[0]?.shape ?? [];
    expect(width).toBe(height);
    return [channels, height];
  };

  it('[L2] has the maps of figure 1 on the way down', () => {
    const levels = [1, 2, 3, 4, 5].map((level) => [
      map(`down${level}.conv1`),
      map(`down${level}.conv2`),
    ]);
    expect(levels).toEqual([
      [
        [64, 570],
        [64, 568],
      ],
      [
        [128, 282],
        [128, 280],
      ],
      [
        [256, 138],
        [256, 136],
      ],
      [
        [512, 66],
        [512, 64],
      ],
      [
        [1024, 30],
        [1024, 28],
      ],
    ]);
  });

  it('[L2] [L4] [L9] has the maps of figure 1 on the way up', () => {
    const levels = [4, 3, 2, 1].map((level) => [
      map(`up${level}.cat`),
      map(`up${level}.conv1`),
      map(`up${level}.conv2`),
    ]);
    expect(levels).toEqual([
      [
        [1024, 56],
        [512, 54],
        [512, 52],
      ],
      [
        [512, 104],
        [256, 102],
        [256, 100],
      ],
      [
        [256, 200],
        [128, 198],
        [128, 196],
      ],
      [
        [128, 392],
        [64, 390],
        [64, 388],
      ],
    ]);
    expect(map('classes')).toEqual([2, 388]);
  });
});
