import { mayNot, notFound } from '@/db/access/refusals';
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
  requireViewer(context);
  const thread = isStorableText(id) ? await threadById(context.db, id) : undefined;
  const access = await hiding(notFound('thread', id), thread?.designId, (designId) =>
    requireDesign(context, designId, action),
  );
  if (!thread || !access) throw notFound('thread', id);
  return { ...access, thread };
}

/** A waiver in whose design the person who asks may do `action`; else as for projects. */
export async function requireWaiver(
  context: Context,
  id: string,
  action: Action,
): Promise<Granted<DesignAccess> & { readonly waiver: WaiverRow }> {
  requireViewer(context);
  const waiver = isStorableText(id) ? await waiverById(context.db, id) : undefined;
  const access = await hiding(notFound('waiver', id), waiver?.designId, (designId) =>
    requireDesign(context, designId, action),
  );
  if (!waiver || !access) throw notFound('waiver', id);
  return { ...access, waiver };
}

/** A training run in whose design the person who asks may do `action`; else as for projects. */
export async function requireRun(
  context: Context,
  id: string,
  action: Action,
): Promise<Granted<DesignAccess> & { readonly run: TrainingRunRow }> {
  requireViewer(context);
  const run = isStorableText(id) ? await runById(context.db, id) : undefined;
  const access = await hiding(notFound('training run', id), run?.designId, (designId) =>
    requireDesign(context, designId, action),
  );
  if (!run || !access) throw notFound('training run', id);
  return { ...access, run };
}

/** A comparison in whose project the person who asks may do `action`; else as for projects. */
export async function requireComparison(
  context: Context,
  id: string,
  action: Action,
): Promise<Granted<ProjectAccess> & { readonly comparison: ComparisonRow }> {
  requireViewer(context);
  const comparison = isStorableText(id) ? await comparisonById(context.db, id) : undefined;
  const access = await hiding(notFound('comparison', id), comparison?.projectId, (projectId) =>
    requireProject(context, projectId, action),
  );
  if (!comparison || !access) throw notFound('comparison', id);
  return { ...access, comparison };
}

/** Asks for what a thing is part of; where that is not found, the answer is that of the thing. */
async function hiding<T>(
  answer: AppError,
  partOf: string | undefined,
  ask: (id: string) => Promise<T>,
): Promise<T | undefined> {
  if (partOf === undefined) return undefined;
  try {
    return await ask(partOf);
  } catch (error) {
    throw error instanceof AppError && error.code === 'NOT_FOUND' ? answer : error;
  }
}
