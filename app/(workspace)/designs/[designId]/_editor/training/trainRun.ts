import { analyse } from '@/lib/analysis/analyse';
import { planTraining } from '@/lib/training/plan';
import { train } from '@/lib/training/run';
import { loadDataset } from './loadDataset';
import type { RunRequest, TrainingResponse } from './messages';
import type { OpenBackend } from './openBackend';

/** Plans a run and trains it, telling the page as it goes. */
export async function trainRun(
  { tf, report }: OpenBackend,
  { run, graph, dataset, settings }: RunRequest,
  signal: AbortSignal,
  answer: (response: TrainingResponse) => void,
): Promise<void> {
  const backend = report.chosen;
  if (!backend) {
    const reasons = report.attempts.map(({ message }) => message).join(' ');
    return answer({ type: 'failed', run, message: `Nothing here can train. ${reasons}` });
  }
  const data = await loadDataset(dataset, settings);
  if (!data.ok) return answer({ type: 'refused', run, reasons: [{ message: data.error }] });
  const { info, training, validation } = data.value;
  const used = { ...settings, samples: training.count };
  const plan = planTraining(analyse(graph), info, used);
  if (plan.status === 'refused') return answer({ type: 'refused', run, reasons: plan.reasons });
  const { analysis, ports, changes, estimate } = plan;
  answer({
    type: 'planned',
    run,
    plan: {
      backend,
      data: info,
      trainingImages: training.count,
      validationImages: validation.count,
      changes,
      estimate,
    },
  });
  const job = { analysis, ports, data: data.value, settings: used };
  for await (const event of train(tf, job, signal)) answer({ type: 'event', run, event });
}
