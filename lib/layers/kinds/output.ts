import { z } from 'zod';
import { must } from '@/lib/invariant';
import { inferred } from '../facts';
import { defineKind, SINGLE } from '../kind';
import { choice } from '../params';

/** A head of the network; its name is the node's name. */
export const output = defineKind({
  kind: 'output',
  title: 'Output',
  short: 'Out',
  group: 'Ports',
  summary: 'A named head: what the network answers, and what the loss expects of it.',
  arity: SINGLE,
  params: z.strictObject({
    loss: choice(
      'Loss reads',
      ['unspecified', 'logits', 'probabilities', 'logProbabilities'],
      'unspecified',
      'What the training loss takes: PyTorch’s CrossEntropyLoss reads logits, Keras’ categorical cross-entropy probabilities.',
    ),
  }),
  infer: (_params, [source]) => inferred(must(source, 'input'), { viewing: 'always' }),
  digest: ({ loss }) => (loss === 'unspecified' ? '' : loss),
  emit: { keras: () => [], torch: () => [] },
});
