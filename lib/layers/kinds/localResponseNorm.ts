import { z } from 'zod';
import { constant, named, sum, times } from '@/lib/formula';
import { must } from '@/lib/invariant';
import { elementCount } from '@/lib/tensor/tensorType';
import { elementwise, failed, INPUT, inferred } from '../facts';
import { defineKind, SINGLE } from '../kind';
import { count, number } from '../params';
import { isProblem, requireMap } from '../windowed';
import { sameShape } from '../working';

/** Divides each value by the energy of its neighbours in channel order (AlexNet). */
export const localResponseNorm = defineKind({
  kind: 'localResponseNorm',
  title: 'Local response norm',
  short: 'LRN',
  group: 'Normalisation',
  summary: 'Divides each value by the energy of its neighbouring channels.',
  arity: SINGLE,
  params: z.strictObject({
    size: count('Size', 5, 'Neighbouring channels that are summed.'),
    alpha: number('Alpha', 1e-4, [0, 1000]),
    beta: number('Beta', 0.75, [0, 100]),
    k: number('k', 1, [0, 1000], 'Added to the energy.'),
  }),
  infer({ size }, [source]) {
    const map = requireMap('Local response norm', source);
    if (isProblem(map) || !source) return failed(...(isProblem(map) ? [map] : []));
    return inferred(source, {
      operations: elementwise(source, 2 * size + 3),
      saved: [
        INPUT,
        {
          of: 'own',
          what: 'statistics',
          elements: 3 * elementCount(source),
          perSample: true,
          dtype: 'float32',
        },
      ],
    });
  },
  working: ({ size }, _facts, [source]) => {
    const type = must(source, 'input');
    return {
      outputs: sameShape(type),
      operations: {
        formula: times(
          sum(times(constant(2), named('size', size)), constant(3)),
          named('values', elementCount(type)),
        ),
        words: 'A square and a sum for each neighbour; then scale, power and division.',
      },
    };
  },
  digest: ({ size }) => `size ${size}`,
  emit: {
    keras: (params) => [{ name: 'localResponseNormalization', args: params }],
    torch: ({ size, alpha, beta, k }) => [
      { name: 'nn.LocalResponseNorm', args: { size, alpha, beta, k } },
    ],
  },
});
