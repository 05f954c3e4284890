import { z } from 'zod';
import { must } from '@/lib/invariant';
import { broadcast } from '../broadcast';
import { elementwise, failed, inferred } from '../facts';
import { defineKind, JOIN } from '../kind';
import { broadcastShape, joinOperations } from '../working';

/** The product of its inputs, position by position; sizes of 1 stretch (a squeeze-excitation gate). */
export const multiply = defineKind({
  kind: 'multiply',
  title: 'Multiply',
  short: 'Mul',
  group: 'Join',
  summary: 'Multiplies its inputs value by value: a gate.',
  arity: JOIN,
  params: z.strictObject({}),
  infer(_params, inputs) {
    const output = broadcast('Multiply', inputs);
    if (!output.ok) return failed(output.error);
    return inferred(output.value, {
      operations: elementwise(output.value, inputs.length - 1),
      saved: inputs.map((_input, slot) => ({ of: 'input', slot })),
    });
  },
  working: (_params, { outputs }, inputs) => ({
    outputs: broadcastShape(inputs),
    operations: joinOperations('multiplication', inputs, must(outputs[0], 'output')),
  }),
  digest: () => '',
  emit: {
    keras: () => [{ name: 'multiply', args: {} }],
    torch: () => [{ name: 'torch.mul', args: {} }],
  },
});
