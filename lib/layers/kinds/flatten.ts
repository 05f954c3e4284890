import { z } from 'zod';
import { named, times } from '@/lib/formula';
import { must } from '@/lib/invariant';
import { elementCount, vector } from '@/lib/tensor/tensorType';
import { inferred } from '../facts';
import { defineKind, SINGLE } from '../kind';
import { axisName } from '../working';

/** Lays all values of a sample out as one vector, channel by channel. */
export const flatten = defineKind({
  kind: 'flatten',
  title: 'Flatten',
  short: 'Flatten',
  group: 'Shape',
  summary: 'Lays the map out as one vector.',
  arity: SINGLE,
  params: z.strictObject({}),
  infer: (_params, [source]) =>
    inferred(vector(elementCount(must(source, 'input'))), {
      reach: { type: 'global' },
      viewing: 'always',
    }),
  working: (_params, _facts, [source]) => {
    const type = must(source, 'input');
    const sizes = type.shape.map((size, axis) => named(axisName(type, axis), size));
    return { outputs: [[{ formula: times(...sizes) }]] };
  },
  digest: () => '',
  emit: {
    keras: () => [{ name: 'flatten', args: {} }],
    torch: () => [{ name: 'nn.Flatten', args: {} }],
  },
});
