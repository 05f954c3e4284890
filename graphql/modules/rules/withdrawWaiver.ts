import { deleteWaiver } from '@/db/queries/rules/deleteWaiver';
import type { MutationField } from '../../fields';
import { requireWaiver } from '../../guard';

/** Takes a waiver back, so that its finding shows again. */
export const withdrawWaiver: MutationField<'withdrawWaiver'> = async (_root, { id }, context) => {
  const { waiver, design } = await requireWaiver(context, id, 'waiver.write');
  await context.db.transaction((tx) => deleteWaiver(tx, waiver));
  context.services.database.wake.wake(design.id);
  return design;
};
