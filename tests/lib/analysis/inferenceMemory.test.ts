import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse } from '@/lib/analysis/analyse';
import { inferenceMemory } from '@/lib/analysis/inferenceMemory';
import { EMPTY_GRAPH } from '@/lib/graph/graph';
import { GraphBuilder } from '@/lib/templates/builder';
import { arbitraryTape, tape } from '@/tests/support/draw';
import { NaiveMemory } from '@/tests/support/naiveMemory';
import { randomDesign } from '@/tests/support/randomDesign';
import { randomNetwork } from '@/tests/support/randomNetwork';

const FP32 = { precision: 'fp32' } as const;

describe('inferenceMemory', () => {
  it('[A7] [A8] agrees at every layer with buffers asked one by one whether somebody needs them', () => {
    let views = 0;
    fc.assert(
      fc.property(arbitraryTape(), (numbers) => {
        const analysis = analyse(randomNetwork(tape(numbers), { layers: 16 }));
        const forward = new NaiveMemory(analysis, false).forward();
        const timeline = forward.map((elements) => elements * 4);
        const peak = Math.max(...timeline);
        expect(inferenceMemory(analysis, FP32)).toEqual({
          timeline,
          peak,
          at: analysis.order[timeline.indexOf(peak)],
        });
        for (const report of analysis.reports.values())
          if (report.status === 'ok' && report.facts.viewing !== 'never') views++;
      }),
      { numRuns: 200 },
    );
    expect(views).toBeGreaterThan(50);
  });

  it('[A8] counts the layers that work in a design where some do not', () => {
    fc.assert(
      fc.property(arbitraryTape(200), (numbers) => {
        const analysis = analyse(randomDesign(tape(numbers)));
        const forward = new NaiveMemory(analysis, false).forward();
        const { peak, timeline } = inferenceMemory(analysis, FP32);
        expect(peak).toBe(Math.max(0, ...forward) * 4);
        expect(timeline).toHaveLength(analysis.order.length);
      }),
      { numRuns: 200 },
    );
  });

  // 3 x 8 x 8 image (192), conv to 4 x 8 x 8 (256), in-place free view, pool to 4 x 4 x 4 (64).
  const chain = () => {
    const builder = new GraphBuilder();
    const image = builder.add('input', 'image', { channels: 3, height: 8, width: 8 });
    const conv = builder.add('conv2d', 'conv', { filters: 4 }, image);
    const dropped = builder.add('dropout', 'drop', {}, conv);
    const pool = builder.add('maxPool2d', 'pool', {}, dropped);
    builder.add('flatten', 'flat', {}, pool);
    return analyse(builder.build());
  };

  it('[A7] [A8] frees the image behind its last reader and gives views no memory of their own', () => {
    expect(inferenceMemory(chain(), FP32)).toEqual({
      peak: (192 + 256) * 4,
      at: 'conv',
      timeline: [192, 192 + 256, 256, 256 + 64, 64].map((elements) => elements * 4),
    });
  });

  it('[A9] halves with 16-bit activations and grows with the samples', () => {
    const { peak } = inferenceMemory(chain(), FP32);
    for (const precision of ['fp16', 'bf16', 'mixed'] as const)
      expect(inferenceMemory(chain(), { precision }).peak).toBe(peak / 2);
    expect(inferenceMemory(chain(), FP32, 16).peak).toBe(16 * peak);
  });

  it('[A8] of an empty design is nothing', () => {
    expect(inferenceMemory(analyse(EMPTY_GRAPH), FP32)).toEqual({
      peak: 0,
      at: undefined,
      timeline: [],
    });
  });
});
