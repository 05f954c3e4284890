import { analyse } from '@/lib/analysis/analyse';
import { expectedUse } from '@/lib/analysis/expectedUse';
import { GIB } from '@/lib/analysis/hardware';
import { trainingMemory } from '@/lib/analysis/trainingMemory';
import { formatBytes } from '@/lib/format';
import type { LayerGraph } from '@/lib/graph/graph';
import type { Level } from '@/lib/rules/rule';
import { chained, conv, NORM, RELU } from '../../../support/chained';
import { ruleSuite, type Said } from '../../../support/ruleSuite';

/** The first block of the lecture notes, on an image of 400 pixels. */
const NOTES = chained(
  [400, 400, 3],
  'unspecified',
  ...[32, 64, 128, 256, 512].flatMap((filters) => [conv(filters), RELU]),
);

const SMALL = chained([64, 64, 3], 'unspecified', conv(64), NORM, RELU);

function trainedWith(batch: number, graph: LayerGraph): LayerGraph {
  return { ...graph, settings: { ...graph.settings, batch } };
}

/** Bytes of a step, which the suites of memory hold to measurements. */
function usedBy(graph: LayerGraph) {
  return expectedUse(trainingMemory(analyse(graph), graph.settings));
}

/** What is to be said of a step on a GPU of so many GiB; with a fix, the largest batch that fits is tried one by one. */
function saidOf(
  graph: LayerGraph,
  { level, nodes, names, memory }: { level: Level; nodes: string[]; names: string; memory: number },
): Said {
  const { low, likely, high } = usedBy(graph);
  const { batch } = graph.settings;
  let fitting = 0;
  while (usedBy(trainedWith(fitting + 1, graph)).high <= memory * GIB) fitting++;
  return {
    level,
    nodes,
    message: `A training step with ${batch} samples takes about ${formatBytes(likely)}, between ${formatBytes(low)} and ${formatBytes(high)}; the GPU has ${formatBytes(memory * GIB)}. Most is kept for ${names}.`,
    threshold: memory,
    ...(fitting >= 2 && { fix: `Train with batches of ${fitting}` }),
  };
}

const WIDEST = { nodes: ['act5', 'act4', 'act3'], names: '“act5”, “act4” and “act3”' };

ruleSuite('gpu-memory', {
  fires: {
    'the block that makes the GPU sing': {
      graph: NOTES,
      says: [saidOf(NOTES, { ...WIDEST, level: 'warning', memory: 24 })],
    },
    'a step that fits with luck': {
      graph: trainedWith(16, NOTES),
      says: [saidOf(trainedWith(16, NOTES), { ...WIDEST, level: 'advice', memory: 24 })],
    },
    'a small card that a project has, on which no batch fits': {
      graph: SMALL,
      settings: { 'gpu-memory': { thresholds: { memory: 0.25 } } },
      says: [
        saidOf(SMALL, {
          level: 'warning',
          nodes: ['bn1', 'act1'],
          names: '“bn1” and “act1”',
          memory: 0.25,
        }),
      ],
    },
  },
  quiet: {
    'the same block with a small batch': trainedWith(2, NOTES),
    'the same block on small images': chained([32, 32, 3], 'unspecified', conv(32), RELU),
    'a design with nothing but an image': chained([8, 8, 3], 'unspecified'),
  },
});
