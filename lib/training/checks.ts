import type { Analysis } from '@/lib/analysis/report';
import type { NodeId } from '@/lib/graph/graph';
import type { Batch } from './batch';
import type { BuiltModel } from './buildModel';
import type { LayerGradient, TrainingCheck } from './event';
import { type HeadReadings, lookAt } from './gradientStep';
import { nextTask } from './nextTask';
import { silentChannels } from './silentChannels';
import type { NamedTensorMap, Tensor, TensorFlow, Variable, Weight } from './tensorflow';
import { verify } from './verify';

/** The loss may be off by this share of its expected value at the start. */
const LOSS_TOLERANCE = 0.25;
/** A layer whose gradient is this much smaller than the strongest hardly learns. */
const VANISHING = 1e-4;

export interface FirstLook {
  readonly checks: readonly TrainingCheck[];
  readonly gradients: readonly LayerGradient[];
  readonly loss: number;
}

/**
 * What a careful person looks at before the first step: whether the model is what the analysis
 * says, whether the loss starts where guessing would, whether the gradient reaches every layer, and
 * whether units are silent from the start. Leaves the model as it was; undefined when `signal`
 * stopped it on the way.
 */
export async function checkBeforeTraining(
  tf: TensorFlow,
  analysis: Analysis,
  built: BuiltModel,
  readings: HeadReadings,
  batch: Batch,
  signal: AbortSignal,
): Promise<FirstLook | undefined> {
  const nameOf = (id: NodeId) => `“${analysis.graph.nodes.get(id)?.name ?? id}”`;
  const restore = remember(built.model.nonTrainableWeights);
  try {
    const { loss, gradients } = await lookOnce(tf, built, readings, batch);
    await nextTask();
    if (signal.aborted) return undefined;
    const silent = await silentChannels(tf, analysis, built, batch);
    await nextTask();
    if (signal.aborted) return undefined;
    const classes = batch.labels.shape[1] ?? 1;
    const checks = [
      modelCheck(tf, analysis, built),
      lossCheck(loss, classes),
      gradientCheck(gradients, nameOf),
      silenceCheck(silent, classes, batch.count, nameOf),
    ];
    return { loss, gradients, checks };
  } finally {
    restore();
  }
}

async function lookOnce(
  tf: TensorFlow,
  built: BuiltModel,
  readings: HeadReadings,
  batch: Batch,
): Promise<Pick<FirstLook, 'loss' | 'gradients'>> {
  const look = lookAt(tf, built, readings, batch);
  const [loss = Number.NaN] = await look.score.data();
  const gradients = await layerGradients(tf, built, look.gradients);
  look.dispose();
  return { loss, gradients };
}

/** Keeps the values of weights, to write them back later. */
function remember(weights: readonly Weight[]): () => void {
  const values = weights.map((weight) => weight.read().clone());
  return () => {
    for (const [index, value] of values.entries()) {
      weights[index]?.write(value);
      value.dispose();
    }
  };
}

function modelCheck(tf: TensorFlow, analysis: Analysis, built: BuiltModel): TrainingCheck {
  const disagreements = verify(tf, analysis, built);
  if (disagreements.length === 0) {
    return {
      id: 'model',
      status: 'passed',
      message: `All ${built.nodes.size} layers have the shapes and the weights that the analysis says.`,
      nodes: [],
    };
  }
  return {
    id: 'model',
    status: 'warning',
    message: disagreements.map(({ message }) => message).join(' '),
    nodes: disagreements.map(({ node }) => node),
  };
}

function lossCheck(loss: number, classes: number): TrainingCheck {
  const expected = Math.log(classes);
  const about = `The loss starts at ${loss.toFixed(3)}; guessing among ${classes} classes gives ${expected.toFixed(3)}`;
  if (Math.abs(loss - expected) < LOSS_TOLERANCE * expected)
    return { id: 'initial-loss', status: 'passed', message: `${about}.`, nodes: [] };
  const why =
    loss > expected
      ? 'the scores are too large from the start, as they get without normalisation in a deep or residual network'
      : 'the head knows more than it can, so the loss may not read what the head gives';
  return { id: 'initial-loss', status: 'warning', message: `${about}: ${why}.`, nodes: [] };
}

async function layerGradients(
  tf: TensorFlow,
  { nodes }: BuiltModel,
  gradients: NamedTensorMap,
): Promise<readonly LayerGradient[]> {
  const learning = [...nodes].flatMap(([node, { layers }]) => {
    const weights = layers.flatMap((layer) => layer.trainableWeights);
    return weights.length > 0 ? [{ node, weights }] : [];
  });
  if (learning.length === 0) return [];
  const norms = tf.tidy(() =>
    tf.stack(
      learning.map(({ weights }) => {
        const found = weights.flatMap(
          (weight) => gradients[(weight.read() as Variable).name] ?? [],
        );
        const squares = found.map((gradient) => tf.sum(tf.square(gradient)) as Tensor);
        return tf.sqrt(squares.reduce((sum, each) => tf.add(sum, each), tf.scalar(0)));
      }),
    ),
  );
  const values = await norms.data();
  norms.dispose();
  return learning.map(({ node }, index) => ({ node, norm: values[index] ?? Number.NaN }));
}

function gradientCheck(
  gradients: readonly LayerGradient[],
  nameOf: (id: NodeId) => string,
): TrainingCheck {
  const strongest = Math.max(0, ...gradients.map(({ norm }) => norm));
  const weak = gradients.filter(({ norm }) => !(norm > VANISHING * strongest));
  if (weak.length === 0) {
    const weakest = Math.min(...gradients.map(({ norm }) => norm));
    return {
      id: 'gradients',
      status: 'passed',
      message: `The gradient reaches every layer; its norm is between ${weakest.toPrecision(2)} and ${strongest.toPrecision(2)}.`,
      nodes: [],
    };
  }
  const names = weak.map(({ node, norm }) => `${nameOf(node)} (${norm.toPrecision(2)})`).join(', ');
  return {
    id: 'gradients',
    status: 'warning',
    message: `Hardly any gradient reaches ${names}; the strongest has the norm ${strongest.toPrecision(2)}.`,
    nodes: weak.map(({ node }) => node),
  };
}

type Silence = Awaited<ReturnType<typeof silentChannels>>[number];

function silenceCheck(
  silences: readonly Silence[],
  classes: number,
  images: number,
  nameOf: (id: NodeId) => string,
): TrainingCheck {
  const serious = silences.filter(
    ({ silent, channels }) => silent > 0 && (channels === classes || 2 * silent >= channels),
  );
  if (serious.length === 0) {
    const silent = silences.reduce((sum, each) => sum + each.silent, 0);
    const channels = silences.reduce((sum, each) => sum + each.channels, 0);
    return {
      id: 'silent-channels',
      status: 'passed',
      message: `${silent} of ${channels} channels behind activations are 0 on all ${images} images of the first batch.`,
      nodes: [],
    };
  }
  const lines = serious.map(
    ({ node, silent, channels }) => `${silent} of the ${channels} channels of ${nameOf(node)}`,
  );
  return {
    id: 'silent-channels',
    status: 'warning',
    message: `${lines.join(', ')} are 0 on all ${images} images of the first batch: what is silent gets no gradient.`,
    nodes: serious.map(({ node }) => node),
  };
}
