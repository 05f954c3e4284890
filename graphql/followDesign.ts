import { notFound } from '@/db/access/refusals';
import { isStorableText } from '@/db/documents/storable';
import type { Standing } from '@/db/feed/designFeed';
import type { Follower } from '@/db/feed/designFeeds';
import { type Action, can } from '@/lib/access/permissions';
import type { Context } from './context';
import { requireViewer } from './guard';

/** A design that the person who asks follows. */
export interface Following {
  readonly viewer: { readonly id: string };
  /** How the design stands for them. Throws once they may not do what they followed it for. */
  standing(): Omit<Standing, 'revision' | 'role'> & { readonly revision: number };
  readonly read: Follower['read'];
  readonly atHand: Follower['atHand'];
  readonly stop: () => void;
}

/**
 * Follows a design for the person who asks, to do `action` for as long as they may: `onNews` says whether. Asks nothing of
 * its own: whoever comes at the same time, as after a restart, is looked up together.
 */
export async function followDesign(
  context: Context,
  designId: string,
  action: Action,
  onNews: (granted: boolean) => void,
): Promise<Following> {
  const viewer = requireViewer(context);
  if (!isStorableText(designId)) throw notFound('design', designId);
  const { feeds } = context.services.database;
  const follower = await feeds.follow(designId, viewer.id, ({ revision, role }) =>
    onNews(revision !== undefined && can(role, action)),
  );
  const standing = () => {
    const { revision, role, ...rest } = follower.standing();
    if (revision === undefined || !can(role, action)) throw notFound('design', designId);
    return { ...rest, revision };
  };
  try {
    standing();
  } catch (error) {
    follower.stop();
    throw error;
  }
  const { read, atHand, stop } = follower;
  return { viewer, standing, read, atHand, stop };
}
