import DataLoader from 'dataloader';
import type { Db } from '@/db/database';
import { comparisonsOfProjects } from '@/db/queries/comparisons/comparisonsOfProjects';
import { designsByIds } from '@/db/queries/designs/designsByIds';
import { designsOfProjects } from '@/db/queries/designs/designsOfProjects';
import { variantsOfDesigns } from '@/db/queries/designs/variantsOfDesigns';
import { existingElements } from '@/db/queries/documents/existingElements';
import { projectAccess } from '@/db/queries/projects/projectAccess';
import { projectFigures } from '@/db/queries/projects/projectFigures';
import { ruleSettingsOfProjects } from '@/db/queries/rules/ruleSettingsOfProjects';
import { waiversOfDesigns } from '@/db/queries/rules/waiversOfDesigns';
import { commentsOfThreads } from '@/db/queries/threads/commentsOfThreads';
import { threadsOfDesigns } from '@/db/queries/threads/threadsOfDesigns';
import { metricsOfRuns } from '@/db/queries/trainingRuns/metricsOfRuns';
import { runsOfDesigns } from '@/db/queries/trainingRuns/runsOfDesigns';
import { usersByIds } from '@/db/queries/users/usersByIds';
import { versionsOfDesigns } from '@/db/queries/versions/versionsOfDesigns';
import { groupBy } from '@/lib/groupBy';
import type { People } from './people';

export type Loaders = ReturnType<typeof createLoaders>;

export interface LoaderOptions {
  readonly remember: boolean;
  /** Where to look up people, for whoever looks up the same ones again and again. */
  readonly people?: People;
}

/**
 * Reads that are gathered: what the resolvers of one answer ask for one by one becomes one query.
 * `remember` keeps what was read, for a request; a subscription must see things as they are now.
 */
export function createLoaders(
  db: Db,
  viewerId: string | undefined,
  { remember, people }: LoaderOptions,
) {
  const one = <Row>(query: (ids: readonly string[]) => Promise<Row[]>, key: (row: Row) => string) =>
    new DataLoader<string, Row | undefined>(
      async (ids) => {
        const rows = await query([...new Set(ids)]);
        const found = new Map(rows.map((row) => [key(row), row]));
        return ids.map((id) => found.get(id));
      },
      { cache: remember },
    );
  const many = <Row>(
    query: (ids: readonly string[]) => Promise<Row[]>,
    key: (row: Row) => string | null,
  ) =>
    new DataLoader<string, readonly Row[]>(
      async (ids) => {
        const found = groupBy(await query([...new Set(ids)]), key);
        return ids.map((id) => found.get(id) ?? []);
      },
      { cache: remember },
    );
  return {
    users:
      people ??
      one(
        (ids) => usersByIds(db, ids),
        ({ id }) => id,
      ),
    designs: one(
      (ids) => designsByIds(db, ids),
      ({ id }) => id,
    ),
    /** Projects with what the person who asks may do there. */
    access: one(
      async (ids) => (viewerId === undefined ? [] : projectAccess(db, ids, viewerId)),
      ({ project }) => project.id,
    ),
    projectFigures: one(
      (ids) => projectFigures(db, ids),
      ({ projectId }) => projectId,
    ),
    designsOfProject: many(
      (ids) => designsOfProjects(db, ids),
      ({ projectId }) => projectId,
    ),
    comparisonsOfProject: many(
      (ids) => comparisonsOfProjects(db, ids),
      ({ projectId }) => projectId,
    ),
    variants: many(
      (ids) => variantsOfDesigns(db, ids),
      ({ parentId }) => parentId,
    ),
    versions: many(
      (ids) => versionsOfDesigns(db, ids),
      ({ designId }) => designId,
    ),
    threads: many(
      (ids) => threadsOfDesigns(db, ids),
      ({ designId }) => designId,
    ),
    comments: many(
      (ids) => commentsOfThreads(db, ids),
      ({ threadId }) => threadId,
    ),
    ruleSettings: many(
      (ids) => ruleSettingsOfProjects(db, ids),
      ({ projectId }) => projectId,
    ),
    waivers: many(
      (ids) => waiversOfDesigns(db, ids),
      ({ designId }) => designId,
    ),
    runs: many(
      (ids) => runsOfDesigns(db, ids),
      ({ designId }) => designId,
    ),
    metrics: many(
      (ids) => metricsOfRuns(db, ids),
      ({ runId }) => runId,
    ),
    /** Whether a layer or wire is in its design now. */
    elements: new DataLoader<ElementKey, boolean, string>(
      async (keys) => {
        const byDesign = groupBy(keys, ({ designId }) => designId);
        const there = new Map<string, ReadonlySet<string>>();
        for (const [designId, wanted] of byDesign) {
          const ids = wanted.map(({ element }) => element);
          there.set(designId, await existingElements(db, designId, ids));
        }
        return keys.map(({ designId, element }) => there.get(designId)?.has(element) ?? false);
      },
      { cache: remember, cacheKeyFn: ({ designId, element }) => `${designId} ${element}` },
    ),
  };
}

interface ElementKey {
  readonly designId: string;
  readonly element: string;
}
