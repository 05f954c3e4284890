import { z } from 'zod';
import { named, times } from '@/lib/formula';
import { must } from '@/lib/invariant';
import { elementCount, type TensorType } from '@/lib/tensor/tensorType';
import { broadcast } from '../broadcast';
import { elementwise, failed, inferred } from '../facts';
import { type Call, defineKind, JOIN, type Reckoning } from '../kind';
import { choice } from '../params';
import { badParameter } from '../problems';
import { broadcastShape, joinOperations } from '../working';

/** Ways to make one value of several, beside the sum and the product. */
export const COMBINATIONS = ['maximum', 'minimum', 'average', 'difference'] as const;

export type Combination = (typeof COMBINATIONS)[number];

/** The largest, smallest or mean value at each position, or what the first has more than the second; sizes of 1 stretch. */
export const combine = defineKind({
  kind: 'combine',
  title: 'Combine',
  short: 'Comb',
  group: 'Join',
  summary: 'Takes the maximum, minimum, average or difference of its inputs, value by value.',
  arity: JOIN,
  params: z.strictObject({
    operation: choice('Operation', COMBINATIONS, 'maximum', 'A difference takes two inputs.'),
  }),
  infer({ operation }, inputs) {
    if (operation === 'difference' && inputs.length !== 2)
      return failed(
        badParameter('operation', `A difference has two inputs, not ${inputs.length}.`),
      );
    const output = broadcast('Combine', inputs);
    if (!output.ok) return failed(output.error);
    const perValue = operation === 'average' ? inputs.length : inputs.length - 1;
    return inferred(output.value, {
      operations: elementwise(output.value, perValue),
      saved: isPick(operation) ? inputs.map((_input, slot) => ({ of: 'input', slot })) : [],
    });
  },
  working: ({ operation }, { outputs }, inputs) => ({
    outputs: broadcastShape(inputs),
    operations: reckoning(operation, inputs, must(outputs[0], 'output')),
  }),
  digest: ({ operation }) => operation,
  emit: {
    keras: ({ operation }) => [{ name: 'combine', args: { operation } }],
    torch: ({ operation }, _facts, inputs): readonly Call[] => {
      if (operation === 'maximum') return [{ name: 'torch.maximum', args: {} }];
      if (operation === 'minimum') return [{ name: 'torch.minimum', args: {} }];
      if (operation === 'difference') return [{ name: 'torch.sub', args: {} }];
      return [
        { name: 'torch.add', args: {} },
        { name: 'torch.div', args: { other: inputs.length } },
      ];
    },
  },
});

/** Whether the result is one of the inputs' values, so that the gradient has to know whose. */
function isPick(operation: Combination): boolean {
  return operation === 'maximum' || operation === 'minimum';
}

function reckoning(
  operation: Combination,
  inputs: readonly TensorType[],
  output: TensorType,
): Reckoning {
  if (operation === 'average')
    return {
      formula: times(named('inputs', inputs.length), named('values', elementCount(output))),
      words: 'For each value the additions, and a division.',
    };
  return joinOperations(isPick(operation) ? 'comparison' : 'subtraction', inputs, output);
}
