import { resetRules as reset } from '@/db/queries/rules/resetRules';
import type { MutationField } from '../../fields';
import { requireProject } from '../../guard';
import { requireRule } from './requireRule';
import { wakeAll } from './wakeAll';

/** Leaves one rule of a project as it comes, or all when none is named. */
export const resetRules: MutationField<'resetRules'> = async (
  _root,
  { projectId, rule },
  context,
) => {
  const { project } = await requireProject(context, projectId, 'rules.write');
  const named = rule === undefined || rule === null ? undefined : requireRule(rule).id;
  const changed = await context.db.transaction((tx) => reset(tx, project.id, named));
  wakeAll(context, changed.designIds);
  return changed.project;
};
