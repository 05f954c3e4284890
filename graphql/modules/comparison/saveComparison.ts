import { insertComparison } from '@/db/queries/comparisons/insertComparison';
import type { MutationField } from '../../fields';
import { requireDesign, requireProject } from '../../guard';
import { badInput, checkName } from '../../input';
import { LIMITS } from '../../limits';

/** Keeps a comparison of designs of one project. */
export const saveComparison: MutationField<'saveComparison'> = async (
  _root,
  { projectId, name, designIds },
  context,
) => {
  const { project, viewer } = await requireProject(context, projectId, 'comparison.write');
  const checkedName = checkName(name, 'The name of the comparison');
  const [fewest, most] = LIMITS.comparedDesigns;
  if (designIds.length < fewest || designIds.length > most) {
    badInput(`A comparison has ${fewest} to ${most} designs, not ${designIds.length}.`);
  }
  if (new Set(designIds).size < designIds.length) badInput('A comparison has each design once.');
  for (const id of designIds) {
    const { design } = await requireDesign(context, id, 'design.read');
    if (design.projectId !== project.id) {
      badInput(`“${design.name}” is not a design of “${project.name}”.`);
    }
  }
  return context.db.transaction((tx) =>
    insertComparison(tx, {
      projectId: project.id,
      name: checkedName,
      createdBy: viewer.id,
      designIds,
    }),
  );
};
