import { z } from 'zod';
import { must } from '@/lib/invariant';
import type { Layer } from '../catalogue';
import { inferred } from '../facts';
import { defineKind, SINGLE } from '../kind';
import { choice } from '../params';
import { sameShape } from '../working';

export const LOSS_READINGS = [
  'unspecified',
  'logits',
  'probabilities',
  'logProbabilities',
] as const;

export type LossReading = (typeof LOSS_READINGS)[number];

/** What the loss reads of a layer when it is an output; undefined of any other layer. */
export function lossReadingOf(layer: Layer): LossReading | undefined {
  return layer.kind === 'output' ? layer.params.loss : undefined;
}

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
      LOSS_READINGS,
      'unspecified',
      'What the training loss takes: PyTorch’s CrossEntropyLoss reads logits, Keras’ categorical cross-entropy probabilities.',
    ),
  }),
  infer: (_params, [source]) => inferred(must(source, 'input'), { viewing: 'always' }),
  working: (_params, _facts, [source]) => ({ outputs: sameShape(must(source, 'input')) }),
  digest: ({ loss }) => (loss === 'unspecified' ? '' : loss),
  emit: { keras: () => [], torch: () => [] },
});
