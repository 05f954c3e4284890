import { analyse } from '@/lib/analysis/analyse';
import type { LayerGraph } from '@/lib/graph/graph';
import { generatedDataset } from '@/lib/training/datasets/generatedDatasets';
import type { TrainingEvent } from '@/lib/training/event';
import { planTraining } from '@/lib/training/plan';
import { type TrainingJob, train } from '@/lib/training/run';
import {
  DEFAULT_TRAINING_SETTINGS,
  type TrainingSettings,
  validationSamples,
} from '@/lib/training/settings';
import type { TensorFlow } from '@/lib/training/tensorflow';

/** A design with drawn images and settings, planned. Throws when the plan refuses it. */
export function jobOf(
  graph: LayerGraph,
  dataset: string,
  differing: Partial<TrainingSettings> = {},
): TrainingJob {
  const settings = { ...DEFAULT_TRAINING_SETTINGS, ...differing };
  const { samples, seed } = settings;
  const sizes = { training: samples, validation: validationSamples(samples) };
  const data = generatedDataset(dataset)?.generate(seed, sizes);
  if (!data) throw new Error(`No data set ${dataset}.`);
  const plan = planTraining(analyse(graph), data.info, settings);
  if (plan.status === 'refused') throw new Error(plan.reasons[0]?.message);
  return { analysis: plan.analysis, ports: plan.ports, data, settings };
}

/** Everything that a training tells, to its end. */
export async function eventsOf(
  tf: TensorFlow,
  job: TrainingJob,
  signal = new AbortController().signal,
): Promise<readonly TrainingEvent[]> {
  const events: TrainingEvent[] = [];
  for await (const event of train(tf, job, signal)) events.push(event);
  return events;
}

/** The events of one type. */
export function only<T extends TrainingEvent['type']>(
  events: readonly TrainingEvent[],
  type: T,
): readonly Extract<TrainingEvent, { readonly type: T }>[] {
  return events.filter(
    (event): event is Extract<TrainingEvent, { readonly type: T }> => event.type === type,
  );
}
