import { redeemInvite as redeem } from '@/db/queries/projects/redeemInvite';
import { AppError } from '@/lib/errors';
import type { MutationField } from '../../fields';
import { requireViewer } from '../../guard';

/** Takes the viewer into the project of a link. A wrong link and an old one are answered alike. */
export const redeemInvite: MutationField<'redeemInvite'> = async (_root, { token }, context) => {
  const { id } = requireViewer(context);
  const project = await context.db.transaction((tx) => redeem(tx, token, id));
  if (!project) {
    throw new AppError(
      'NOT_FOUND',
      'This invitation does not hold: it was never made, or it has expired. Ask for a new one.',
    );
  }
  context.services.database.access.wake(id);
  return project;
};
