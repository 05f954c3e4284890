import { mayNot, notFound, type Thing } from '@/db/access/refusals';
import type { Db } from '@/db/database';
import { isStorableText } from '@/db/documents/storable';
import { comparisonById } from '@/db/queries/comparisons/comparisonById';
import { type DesignAccess, designAccess } from '@/db/queries/designs/designAccess';
import { type ProjectAccess, projectAccess } from '@/db/queries/projects/projectAccess';
import { waiverById } from '@/db/queries/rules/waiverById';
import { threadById } from '@/db/queries/threads/threadById';
import { runById } from '@/db/queries/trainingRuns/runById';
import type { ComparisonRow } from '@/db/schema/comparisons';
import type { WaiverRow } from '@/db/schema/rules';
import type { ThreadRow } from '@/db/schema/threads';
import type { TrainingRunRow } from '@/db/schema/trainingRuns';
import type { UserRow } from '@/db/schema/users';
import { type Action, can, type Role } from '@/lib/access/permissions';
import { AppError } from '@/lib/errors';
import type { Context } from './context';

/** The person who asks, who must be signed in. */
export function requireViewer({ viewer }: Context): UserRow {
  if (!viewer) throw new AppError('UNAUTHENTICATED', 'Sign in, or begin as a guest, to do this.');
  return viewer;
}

/** An access that was granted. */
export type Granted<Access> = Access & { readonly role: Role; readonly viewer: UserRow };

/**
 * A project in which the person who asks may do `action`. A project that is not theirs and one that
 * does not exist are answered alike.
 */
export async function requireProject(
  context: Context,
  id: string,
  action: Action,
): Promise<Granted<ProjectAccess>> {
  const viewer = requireViewer(context);
  const [access] = isStorableText(id) ? await projectAccess(context.db, [id], viewer.id) : [];
  const role = access?.role;
  if (!access || !role || !can(role, 'project.read')) throw notFound('project', id);
  if (!can(role, action)) throw mayNot(role, action);
  return { ...access, role, viewer };
}

/** A design to which the person who asks may do `action`; else as for projects. */
export async function requireDesign(
  context: Context,
  id: string,
  action: Action,
): Promise<Granted<DesignAccess>> {
  const viewer = requireViewer(context);
  const access = isStorableText(id) ? await designAccess(context.db, id, viewer.id) : undefined;
  const role = access?.role;
  if (!access || !role || !can(role, 'design.read')) throw notFound('design', id);
  if (!can(role, action)) throw mayNot(role, action);
  return { ...access, role, viewer };
}

/** A thread in whose design the person who asks may do `action`; else as for projects. */
export async function requireThread(
  context: Context,
  id: string,
  action: Action,
): Promise<Granted<DesignAccess> & { readonly thread: ThreadRow }> {
  const [thread, access] = await requirePart(context, 'thread', id, threadById, ({ designId }) =>
    requireDesign(context, designId, action),
  );
  return { ...access, thread };
}

/** A waiver in whose design the person who asks may do `action`; else as for projects. */
export async function requireWaiver(
  context: Context,
  id: string,
  action: Action,
): Promise<Granted<DesignAccess> & { readonly waiver: WaiverRow }> {
  const [waiver, access] = await requirePart(context, 'waiver', id, waiverById, ({ designId }) =>
    requireDesign(context, designId, action),
  );
  return { ...access, waiver };
}

/** A training run in whose design the person who asks may do `action`; else as for projects. */
export async function requireRun(
  context: Context,
  id: string,
  action: Action,
): Promise<Granted<DesignAccess> & { readonly run: TrainingRunRow }> {
  const [run, access] = await requirePart(context, 'training run', id, runById, ({ designId }) =>
    requireDesign(context, designId, action),
  );
  return { ...access, run };
}

/** A comparison in whose project the person who asks may do `action`; else as for projects. */
export async function requireComparison(
  context: Context,
  id: string,
  action: Action,
): Promise<Granted<ProjectAccess> & { readonly comparison: ComparisonRow }> {
  const [comparison, access] = await requirePart(
    context,
    'comparison',
    id,
    comparisonById,
    ({ projectId }) => requireProject(context, projectId, action),
  );
  return { ...access, comparison };
}

/** A thing, and access to what it is part of. Where that is not theirs, the thing does not exist for them either. */
async function requirePart<Part, Access>(
  context: Context,
  what: Thing,
  id: string,
  find: (db: Db, id: string) => Promise<Part | undefined>,
  requireWhole: (part: Part) => Promise<Access>,
): Promise<readonly [Part, Access]> {
  requireViewer(context);
  const part = isStorableText(id) ? await find(context.db, id) : undefined;
  if (!part) throw notFound(what, id);
  try {
    return [part, await requireWhole(part)];
  } catch (error) {
    throw error instanceof AppError && error.code === 'NOT_FOUND' ? notFound(what, id) : error;
  }
}
