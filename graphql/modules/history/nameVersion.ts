import { setVersionName } from '@/db/queries/versions/setVersionName';
import { AppError } from '@/lib/errors';
import type { MutationField } from '../../fields';
import { requireDesign } from '../../guard';
import { checkName } from '../../input';

/** Gives a revision of a design a name, changes it, or takes it away. */
export const nameVersion: MutationField<'nameVersion'> = async (
  _root,
  { designId, revision, name },
  context,
) => {
  const { design, viewer } = await requireDesign(context, designId, 'version.write');
  const checked = name == null ? null : checkName(name, 'The name of the version');
  if (revision < 0 || revision > design.revision) {
    throw new AppError('NOT_FOUND', `“${design.name}” has no revision ${revision}.`);
  }
  await context.db.transaction((tx) =>
    setVersionName(tx, {
      designId: design.id,
      revision,
      name: checked,
      createdBy: viewer.id,
    }),
  );
  context.loaders.versions.clear(design.id);
  context.services.database.wake.wake(design.id);
  return design;
};
