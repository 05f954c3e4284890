import { appendOperations } from '@/db/appendOperations';
import { can } from '@/lib/access/permissions';
import type { MutationField } from '../../fields';
import { requireDesign, requireViewer } from '../../guard';
import { badInput, checkId } from '../../input';
import { LIMITS } from '../../limits';
import { checkProtocol } from './checkProtocol';

/** Submits operations to a design. PROTOCOL P2 to P8. */
export const pushOperations: MutationField<'pushOperations'> = async (
  _root,
  { designId, client, operations, protocol },
  context,
) => {
  const { database } = context.services;
  const viewer = requireViewer(context);
  // Whoever follows the design was let in a moment ago; the write asks again in any case.
  if (!can(database.feeds.roleOf(designId, viewer.id), 'design.edit')) {
    await requireDesign(context, designId, 'design.edit');
  }
  checkProtocol(protocol);
  checkId(client, 'The id of the client');
  if (operations.length === 0) badInput('A push holds at least one operation.');
  if (operations.length > LIMITS.operations) {
    badInput(`A push holds at most ${LIMITS.operations} operations.`);
  }
  for (const { gesture } of operations) checkId(gesture, 'The id of a gesture');
  const { answers, revision } = await appendOperations(database, {
    designId,
    client,
    userId: viewer.id,
    operations,
  });
  return { answers, revision };
};
