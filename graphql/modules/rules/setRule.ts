import { setRule as set } from '@/db/queries/rules/setRule';
import { readRuleSettings } from '@/lib/rules/ruleSettings';
import type { MutationField } from '../../fields';
import { requireProject } from '../../guard';
import { badInput } from '../../input';
import { requireRule } from './requireRule';
import { wakeAll } from './wakeAll';

/** Decides about one rule of a project. */
export const setRule: MutationField<'setRule'> = async (
  _root,
  { projectId, rule, level, thresholds },
  context,
) => {
  const { project, viewer } = await requireProject(context, projectId, 'rules.write');
  const { id } = requireRule(rule);
  const values = (thresholds ?? []).map(({ name, value }) => [name, value] as const);
  if (new Set(values.map(([name]) => name)).size < values.length)
    badInput('A threshold has one value.');
  const setting = {
    ...(level && { level }),
    ...(values.length > 0 && { thresholds: Object.fromEntries(values) }),
  };
  const read = readRuleSettings({ [id]: setting });
  if (!read.ok) badInput(`This cannot be set: ${read.error}.`);
  const changed = await context.db.transaction((tx) =>
    set(tx, { projectId: project.id, rule: id, setting, changedBy: viewer.id }),
  );
  wakeAll(context, changed.designIds);
  return changed.project;
};
