import { z } from 'zod';
import { isStorableText, storable } from '@/db/documents/storable';
import { insertRun } from '@/db/queries/trainingRuns/insertRun';
import type { MutationField } from '../../fields';
import { requireDesign } from '../../guard';
import { badInput } from '../../input';

const BACKENDS = ['webgpu', 'webgl', 'wasm', 'cpu'] as const;
const LONGEST_SETTINGS = 10_000;

const shortText = z.string().trim().min(1).max(100).refine(isStorableText);
const settingsSchema = z.record(z.string(), z.json());

/** Records that a training began in the viewer's browser. */
export const startRun: MutationField<'startRun'> = async (_root, { input }, context) => {
  const { design, viewer } = await requireDesign(context, input.designId, 'run.write');
  const { revision } = input;
  if (revision < 0 || revision > design.revision) {
    badInput(`“${design.name}” has no revision ${revision}.`);
  }
  const dataset = shortText.safeParse(input.dataset);
  if (!dataset.success) badInput('The name of the data set must have 1 to 100 characters.');
  const backend = z.enum(BACKENDS).safeParse(input.backend);
  if (!backend.success) badInput(`The backend is one of ${BACKENDS.join(', ')}.`);
  const settings = settingsSchema.safeParse(input.settings);
  if (!settings.success || !storable(input.settings)) {
    badInput('The settings of a training run are an object of JSON values.');
  }
  if (JSON.stringify(settings.data).length > LONGEST_SETTINGS) {
    badInput('The settings of a training run are too long.');
  }
  const run = await context.db.transaction((tx) =>
    insertRun(tx, {
      designId: design.id,
      revision,
      dataset: dataset.data,
      backend: backend.data,
      settings: settings.data,
      startedBy: viewer.id,
    }),
  );
  context.services.database.wake.wake(design.id);
  return run;
};
