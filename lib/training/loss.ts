import { type Analysis, okReport } from '@/lib/analysis/report';
import type { NodeId } from '@/lib/graph/graph';
import { wiringOf } from '@/lib/graph/wiring';
import { kindOf } from '@/lib/layers/catalogue';
import { type LossReading, lossReadingOf } from '@/lib/layers/kinds/output';
import type { Scalar, Tensor, TensorFlow } from './tensorflow';

/** What the loss takes the values of a head for. */
export type LossInput = Exclude<LossReading, 'unspecified'>;

/** Probabilities below this count as this, as in Keras: the logarithm of 0 would end the training. */
const LEAST_PROBABILITY = 1e-7;

/**
 * What the loss of a head reads: what its output says, or else what its last layer gives: a softmax
 * probabilities, a log-softmax their logarithms, anything else logits. Layers that only pass
 * values on are looked through.
 */
export function lossInputOf(analysis: Analysis, head: NodeId): LossInput {
  const node = analysis.graph.nodes.get(head);
  const stated = node && lossReadingOf(node);
  if (stated && stated !== 'unspecified') return stated;
  const wiring = wiringOf(analysis.graph);
  for (let id: NodeId | undefined = head; id !== undefined; ) {
    const name = lastCall(analysis, id);
    if (name === 'softmax') return 'probabilities';
    if (name === 'logSoftmax') return 'logProbabilities';
    if (name !== undefined && !PASSING.has(name)) return 'logits';
    id = wiring.into(id)[0]?.source;
  }
  return 'logits';
}

const PASSING: ReadonlySet<string> = new Set(['identity', 'flatten', 'reshape', 'permute']);

function lastCall(analysis: Analysis, id: NodeId): string | undefined {
  const node = analysis.graph.nodes.get(id);
  const report = okReport(analysis, id);
  if (!node || !report) return undefined;
  return kindOf(node).emit.keras(node.params, report.facts, report.inputs).at(-1)?.name;
}

/** The mean cross-entropy between what a head says and one-hot labels, in nats. */
export function crossEntropy(
  tf: TensorFlow,
  reading: LossInput,
  answers: Tensor,
  labels: Tensor,
): Scalar {
  const scores = tf.reshape(answers, labels.shape);
  return tf.neg(tf.mean(tf.sum(tf.mul(labels, logarithms(tf, reading, scores)), 1)));
}

function logarithms(tf: TensorFlow, reading: LossInput, scores: Tensor): Tensor {
  switch (reading) {
    case 'logits':
      return tf.logSoftmax(scores);
    case 'probabilities':
      return tf.log(tf.clipByValue(scores, LEAST_PROBABILITY, 1));
    case 'logProbabilities':
      return scores;
  }
}
