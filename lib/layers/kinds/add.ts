import { z } from 'zod';
import { must } from '@/lib/invariant';
import { broadcast } from '../broadcast';
import { elementwise, failed, inferred } from '../facts';
import { defineKind, JOIN } from '../kind';
import { broadcastShape, joinOperations } from '../working';

/** The sum of its inputs, position by position; sizes of 1 stretch. */
export const add = defineKind({
  kind: 'add',
  title: 'Add',
  short: 'Add',
  group: 'Join',
  summary: 'Adds its inputs value by value: the join of a residual block.',
  arity: JOIN,
  params: z.strictObject({}),
  infer(_params, inputs) {
    const output = broadcast('Add', inputs);
    if (!output.ok) return failed(output.error);
    return inferred(output.value, { operations: elementwise(output.value, inputs.length - 1) });
  },
  working: (_params, { outputs }, inputs) => ({
    outputs: broadcastShape(inputs),
    operations: joinOperations('addition', inputs, must(outputs[0], 'output')),
  }),
  digest: () => '',
  emit: {
    keras: () => [{ name: 'add', args: {} }],
    torch: () => [{ name: 'torch.add', args: {} }],
  },
});
