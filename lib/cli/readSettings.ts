import { formatExact } from '@/lib/format';
import { FIELD_CONVENTIONS, OPTIMIZERS, PRECISIONS, type Settings } from '@/lib/graph/graph';
import { LIMITS } from '@/lib/graph/schemas';
import { err, ok, type Result } from '@/lib/result';
import type { Invocation } from './command';

/** The settings of a design with those that the command line names in their place. The error is a sentence. */
export function readSettings(
  values: Invocation['values'],
  settings: Settings,
): Result<Settings, string> {
  const batch = values.batch === undefined ? settings.batch : Number(values.batch);
  if (!Number.isInteger(batch) || batch < 1 || batch > LIMITS.batch)
    return err(
      `“--batch” cannot be “${values.batch}”; a whole number from 1 to ${formatExact(LIMITS.batch)} was expected.`,
    );
  return ok({
    batch,
    precision: PRECISIONS.find((each) => each === values.dtype) ?? settings.precision,
    optimizer: OPTIMIZERS.find((each) => each === values.optimizer) ?? settings.optimizer,
    field: FIELD_CONVENTIONS.find((each) => each === values.field) ?? settings.field,
  });
}
