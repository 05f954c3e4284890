import { presenceSchema } from '@/lib/document/presence';
import { describeIssue } from '@/lib/graph/stored';
import type { MutationField } from '../../fields';
import { requireDesign, requireViewer } from '../../guard';
import { badInput, checkId } from '../../input';

/**
 * Tells the others where one is. Whose subscription runs in this process has been let in, and is
 * looked at again by it, so that a moving pointer asks nothing of the database.
 */
export const updatePresence: MutationField<'updatePresence'> = async (
  _root,
  { designId, client, state },
  context,
) => {
  const viewer = requireViewer(context);
  const { presence } = context.services;
  if (!presence.isHere(designId, client, viewer.id)) {
    await requireDesign(context, designId, 'presence.write');
    checkId(client, 'The id of the client');
  }
  const parsed = presenceSchema.safeParse(state);
  if (!parsed.success) badInput(`The state does not fit. ${describeIssue(parsed.error)}`);
  return presence.say(designId, { client, userId: viewer.id, state: parsed.data });
};
