import { z } from 'zod';
import { constant } from '@/lib/formula';
import { must } from '@/lib/invariant';
import { featureMap, vector } from '@/lib/tensor/tensorType';
import { failed, inferred } from '../facts';
import { defineKind, SINGLE } from '../kind';
import { toggle } from '../params';
import { isProblem, requireMap } from '../windowed';
import { asInput, meanOperations } from '../working';

/** One mean for each channel. Keeps nothing for the backward pass: the gradient is the same everywhere. */
export const globalAvgPool2d = defineKind({
  kind: 'globalAvgPool2d',
  title: 'Global average pool',
  short: 'GAP',
  group: 'Pooling',
  summary: 'Averages each channel over the whole map.',
  arity: SINGLE,
  params: z.strictObject({
    keepMap: toggle('Keep a 1×1 map', true, 'Off: a vector of one value a channel.'),
  }),
  infer({ keepMap }, [source]) {
    const map = requireMap('Global average pool', source);
    if (isProblem(map)) return failed(map);
    return inferred(keepMap ? featureMap(map.channels, 1, 1) : vector(map.channels), {
      reach: { type: 'global' },
      operations: map.channels * map.height * map.width,
    });
  },
  working: ({ keepMap }, _facts, [source]) => {
    const type = must(source, 'input');
    const [, ...point] = keepMap ? [0, 1, 1] : [0];
    return {
      outputs: [[asInput(type, 0), ...point.map((size) => ({ formula: constant(size) }))]],
      operations: meanOperations(type),
    };
  },
  digest: ({ keepMap }) => (keepMap ? '' : '→ vector'),
  emit: {
    keras: ({ keepMap }) => [{ name: 'globalAveragePooling2d', args: { keepDims: keepMap } }],
    torch: ({ keepMap }) => {
      const pool = { name: 'nn.AdaptiveAvgPool2d', args: { output_size: 1 } };
      return keepMap ? [pool] : [pool, { name: 'nn.Flatten', args: {} }];
    },
  },
});
