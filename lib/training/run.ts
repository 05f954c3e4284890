import type { Analysis } from '@/lib/analysis/report';
import { makeBatch } from './batch';
import { type BuiltModel, buildModel } from './buildModel';
import { checkBeforeTraining } from './checks';
import type { Dataset } from './datasets/dataset';
import { type Scaling, scalingOf } from './datasets/scaling';
import { costOnTheWay } from './estimate';
import { type Evaluation, evaluate } from './evaluate';
import type { TrainingEvent } from './event';
import { type HeadReadings, lookAt } from './gradientStep';
import { lossInputOf } from './loss';
import { nextTask } from './nextTask';
import { makeOptimizer, type Optimizer } from './optimizer';
import type { Ports } from './ports';
import { randomOf, shuffled } from './random';
import type { TrainingSettings } from './settings';
import { stepsPerEpoch } from './steps';
import type { TensorFlow } from './tensorflow';

const ORDER = 0x6f72_6465;

/** A design with the data that it is to learn, as `planTraining` has found it fit. */
export interface TrainingJob {
  readonly analysis: Analysis;
  readonly ports: Ports;
  readonly data: Dataset;
  readonly settings: TrainingSettings;
}

/**
 * Trains a design and tells how it goes. The same job gives the same numbers on the same backend.
 * When `signal` is aborted it stops before the next step. All tensors are given back at the end,
 * also when the caller stops listening. A step of an epoch that the images do not fill is left out.
 */
export async function* train(
  tf: TensorFlow,
  job: TrainingJob,
  signal: AbortSignal,
): AsyncGenerator<TrainingEvent, void, void> {
  const { analysis, ports, settings } = job;
  if (signal.aborted) return yield { type: 'stopped', step: 0 };
  const built = buildModel(tf, analysis, ports, settings.seed);
  const optimizer = makeOptimizer(tf, settings.optimizer, settings.learningRate);
  try {
    yield* runEpochs({ tf, job, built, optimizer, signal });
  } finally {
    optimizer.dispose();
    built.dispose();
  }
}

interface Run {
  readonly tf: TensorFlow;
  readonly job: TrainingJob;
  readonly built: BuiltModel;
  readonly optimizer: Optimizer;
  readonly signal: AbortSignal;
}

async function* runEpochs(run: Run): AsyncGenerator<TrainingEvent, void, void> {
  const { tf, job, built, signal } = run;
  const { data, settings } = job;
  const scaling = scalingOf(data.info, data.training);
  const readings = readingsOf(job);
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  const perEpoch = stepsPerEpoch(data.training.count, settings.batch);
  const failure = yield* start(run, scaling, readings, perEpoch * settings.epochs);
  if (failure) return;
  let last: Evaluation | undefined;
  for (let epoch = 1; epoch <= settings.epochs; epoch++) {
    const done = (epoch - 1) * perEpoch;
    let loss = 0;
    let accuracy = 0;
    for (const [index, places] of epochOrder(run, epoch, perEpoch).entries()) {
      await nextTask();
      const step = done + index;
      if (signal.aborted) return yield { type: 'stopped', step };
      const score = await takeStep(run, scaling, readings, places);
      if (!Number.isFinite(score.loss)) return yield notFinite(step + 1, score.loss);
      loss += score.loss / perEpoch;
      accuracy += score.accuracy / perEpoch;
      yield {
        type: 'step',
        step: step + 1,
        epoch: (step + 1) / perEpoch,
        ...score,
        seconds: seconds(),
      };
    }
    const step = epoch * perEpoch;
    last = await evaluate(tf, built, readings, data, scaling, signal);
    if (!last) return yield { type: 'stopped', step };
    if (!Number.isFinite(last.loss)) return yield notFinite(step, last.loss);
    yield {
      type: 'epoch',
      step,
      epoch,
      loss,
      accuracy,
      validationLoss: last.loss,
      validationAccuracy: last.accuracy,
      seconds: seconds(),
    };
  }
  const { loss = Number.NaN, accuracy = 0, classes = [] } = last ?? {};
  const step = perEpoch * settings.epochs;
  yield { type: 'finished', step, loss, accuracy, classes, seconds: seconds() };
}

/** Looks before the first step and says what it sees; true when there is no point in going on. */
async function* start(
  { tf, job, built, signal }: Run,
  scaling: Scaling,
  readings: HeadReadings,
  steps: number,
): AsyncGenerator<TrainingEvent, boolean, void> {
  const { analysis, ports, data, settings } = job;
  const count = Math.min(settings.batch, data.training.count);
  const places = Uint32Array.from({ length: count }, (_, index) => index);
  const batch = makeBatch(tf, data.info, data.training, scaling, places);
  const look = await checkBeforeTraining(tf, analysis, built, readings, batch, signal);
  batch.dispose();
  if (!look) {
    yield { type: 'stopped', step: 0 };
    return true;
  }
  const { loss, checks, gradients } = look;
  yield {
    type: 'started',
    steps,
    parameters: costOnTheWay(analysis, ports).params,
    trainingImages: data.training.count,
    validationImages: data.validation.count,
    lossInput: readings[0],
    checks,
    gradients,
  };
  await nextTask();
  if (signal.aborted) {
    yield { type: 'stopped', step: 0 };
    return true;
  }
  if (Number.isFinite(loss)) return false;
  yield notFinite(0, loss);
  return true;
}

function readingsOf({ analysis, ports }: TrainingJob): HeadReadings {
  const side = ports.sideHeads.map((id) => lossInputOf(analysis, id));
  return [lossInputOf(analysis, ports.head), ...side];
}

/** The images of each step of an epoch, in an order of its own. */
function epochOrder({ job }: Run, epoch: number, steps: number): readonly Uint32Array[] {
  const { data, settings } = job;
  const order = shuffled(data.training.count, randomOf(settings.seed, ORDER, epoch));
  return Array.from({ length: steps }, (_, step) =>
    order.subarray(step * settings.batch, (step + 1) * settings.batch),
  );
}

interface StepScore {
  readonly loss: number;
  readonly accuracy: number;
}

async function takeStep(
  { tf, job, built, optimizer }: Run,
  scaling: Scaling,
  readings: HeadReadings,
  places: Uint32Array,
): Promise<StepScore> {
  const batch = makeBatch(tf, job.data.info, job.data.training, scaling, places);
  const look = lookAt(tf, built, readings, batch);
  try {
    optimizer.apply(look.weights, look.gradients);
    const [loss = Number.NaN, right = 0] = await look.score.data();
    return { loss, accuracy: right / batch.count };
  } finally {
    look.dispose();
    batch.dispose();
  }
}

function notFinite(step: number, loss: number): TrainingEvent {
  const when = step === 0 ? 'before the first step' : `at step ${step}`;
  return {
    type: 'failed',
    step,
    message: `The loss is ${Number.isNaN(loss) ? 'not a number' : 'infinite'} ${when}: the weights have run away. Try a smaller learning rate, or normalisation between the layers.`,
  };
}
