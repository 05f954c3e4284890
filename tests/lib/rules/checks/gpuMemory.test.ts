import type { LayerGraph } from '@/lib/graph/graph';
import { chained, conv, NORM, RELU } from '../../../support/chained';
import { ruleSuite } from '../../../support/ruleSuite';

/** The first block of the lecture notes, on an image of 400 pixels. */
const BLOCK = [32, 64, 128, 256, 512].flatMap((filters) => [conv(filters), RELU]);

function trainedWith(batch: number, graph: LayerGraph): LayerGraph {
  return { ...graph, settings: { ...graph.settings, batch } };
}

const NOTES = chained([400, 400, 3], 'unspecified', ...BLOCK);

ruleSuite('gpu-memory', {
  fires: {
    'the block that makes the GPU sing': {
      graph: NOTES,
      says: [
        {
          level: 'warning',
          nodes: ['act5', 'act4', 'act3'],
          message:
            'A training step with 32 samples takes 39.59 GiB to 54.24 GiB; the GPU has 24.00 GiB. Most is kept for “act5”, “act4” and “act3”.',
          threshold: 24,
          fix: 'Train with batches of 13',
        },
      ],
    },
    'a step that fits with luck': {
      graph: trainedWith(16, NOTES),
      says: [
        {
          level: 'advice',
          nodes: ['act5', 'act4', 'act3'],
          message:
            'A training step with 16 samples takes 19.95 GiB to 27.67 GiB; the GPU has 24.00 GiB. Most is kept for “act5”, “act4” and “act3”.',
          threshold: 24,
          fix: 'Train with batches of 13',
        },
      ],
      mended: trainedWith(13, NOTES),
    },
    'a small card that a project has': {
      graph: chained([64, 64, 3], 'unspecified', conv(64), NORM, RELU),
      settings: { 'gpu-memory': { thresholds: { memory: 0.25 } } },
      says: [
        {
          level: 'warning',
          nodes: ['bn1', 'act1'],
          message:
            'A training step with 32 samples takes 432.1 MiB to 1.25 GiB; the GPU has 256.0 MiB. Most is kept for “bn1” and “act1”.',
          threshold: 0.25,
        },
      ],
    },
  },
  quiet: {
    'the same block with a small batch': trainedWith(4, NOTES),
    'the same block on small images': chained([64, 64, 3], 'unspecified', ...BLOCK),
    'a design without an input yet': trainedWith(32, chained([8, 8, 3], 'unspecified')),
  },
});
