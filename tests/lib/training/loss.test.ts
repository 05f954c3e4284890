import { beforeAll, describe, expect, it } from 'vitest';
import { analyse } from '@/lib/analysis/analyse';
import { GraphBuilder, type ParamsInput, type Tap } from '@/lib/templates/builder';
import { crossEntropy, lossInputOf } from '@/lib/training/loss';
import type { TensorFlow } from '@/lib/training/tensorflow';
import { tensorFlowOnWasm } from '@/tests/support/tensorflow';

let tf: TensorFlow;
beforeAll(async () => {
  tf = await tensorFlowOnWasm();
});

type Reading = NonNullable<ParamsInput<'output'>['loss']>;

function reading(loss: Reading, end: (net: GraphBuilder, scores: Tap) => Tap) {
  const net = new GraphBuilder();
  const features = net.add('input', 'features', { form: 'vector', channels: 4 });
  const scores = net.add('dense', 'fc', { units: 3 }, features);
  const head = net.add('output', 'head', { loss }, end(net, scores));
  return lossInputOf(analyse(net.build()), head.id);
}

const bare = (_net: GraphBuilder, scores: Tap) => scores;
const soft = (net: GraphBuilder, scores: Tap) => net.add('softmax', 'softmax', {}, scores);
const logSoft = (net: GraphBuilder, scores: Tap) =>
  net.add('softmax', 'softmax', { logarithm: true }, scores);

describe('[T6] what the loss reads', () => {
  it('is what the output says', () => {
    expect(reading('logits', soft)).toBe('logits');
    expect(reading('probabilities', bare)).toBe('probabilities');
    expect(reading('logProbabilities', soft)).toBe('logProbabilities');
  });

  it('follows from the last layer where the output says nothing', () => {
    expect(reading('unspecified', bare)).toBe('logits');
    expect(reading('unspecified', soft)).toBe('probabilities');
    expect(reading('unspecified', logSoft)).toBe('logProbabilities');
  });

  it('is found behind layers that only pass values on, and not behind others', () => {
    const passed = (net: GraphBuilder, scores: Tap) =>
      net.add('identity', 'pass', {}, net.add('flatten', 'flatten', {}, soft(net, scores)));
    expect(reading('unspecified', passed)).toBe('probabilities');
    const cut = (net: GraphBuilder, scores: Tap) =>
      net.add('activation', 'relu', {}, soft(net, scores));
    expect(reading('unspecified', cut)).toBe('logits');
  });
});

describe('[T6] cross-entropy', () => {
  const scores = [
    [2, -1, 0.5],
    [0, 0, 3],
  ];
  const labels = [
    [1, 0, 0],
    [0, 1, 0],
  ];
  const softmax = (row: readonly number[]) => {
    const total = row.reduce((sum, score) => sum + Math.exp(score), 0);
    return row.map((score) => Math.exp(score) / total);
  };
  const expected =
    -(Math.log(softmax(scores[0] ?? [])[0] ?? 0) + Math.log(softmax(scores[1] ?? [])[1] ?? 0)) / 2;

  it('is the same number from logits, probabilities and their logarithms', () => {
    const forms = {
      logits: scores,
      probabilities: scores.map(softmax),
      logProbabilities: scores.map((row) => softmax(row).map(Math.log)),
    } as const;
    for (const form of ['logits', 'probabilities', 'logProbabilities'] as const) {
      const loss = tf.tidy(
        () => crossEntropy(tf, form, tf.tensor2d(forms[form]), tf.tensor2d(labels)).dataSync()[0],
      );
      expect(loss).toBeCloseTo(expected, 5);
    }
  });

  it('stays finite for a probability of 0', () => {
    const loss = tf.tidy(
      () =>
        crossEntropy(
          tf,
          'probabilities',
          tf.tensor2d([[0, 1, 0]]),
          tf.tensor2d([[1, 0, 0]]),
        ).dataSync()[0],
    );
    expect(loss).toBeCloseTo(-Math.log(1e-7), 3);
  });
});
