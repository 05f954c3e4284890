import { afterAll, expect, test } from 'vitest';
import { STORE_LIMITS } from '@/db/limits';
import { insertComparison } from '@/db/queries/comparisons/insertComparison';
import { insertDesign } from '@/db/queries/designs/insertDesign';
import { insertInvite } from '@/db/queries/projects/insertInvite';
import { insertProject } from '@/db/queries/projects/insertProject';
import { insertWaiver } from '@/db/queries/rules/insertWaiver';
import { insertComment } from '@/db/queries/threads/insertComment';
import { insertThread } from '@/db/queries/threads/insertThread';
import { insertMetrics } from '@/db/queries/trainingRuns/insertMetrics';
import { insertRun } from '@/db/queries/trainingRuns/insertRun';
import { setVersionName } from '@/db/queries/versions/setVersionName';
import { comparisons } from '@/db/schema/comparisons';
import { designs } from '@/db/schema/designs';
import { namedVersions } from '@/db/schema/namedVersions';
import { projectInvites, projects } from '@/db/schema/projects';
import { waivers } from '@/db/schema/rules';
import { comments, threads } from '@/db/schema/threads';
import { trainingMetrics, trainingRuns } from '@/db/schema/trainingRuns';
import { EMPTY_GRAPH } from '@/lib/graph/graph';
import { seedDesign, seedProject, seedUser } from '../support/seed';
import { openTestDatabase } from '../support/testDatabase';

const database = await openTestDatabase();
afterAll(() => database.close());
const { db } = database;
const owner = await seedUser(database);
const createdBy = owner.id;
const project = await seedProject(database, owner);
const design = await seedDesign(database, owner, project);

const inDesign = { designId: design.id, createdBy };
const inProject = { projectId: project.id, createdBy };
const inTeam = { organizationId: project.organizationId, createdBy };
const newThread = { designId: design.id, anchorType: 'design', revision: 0 } as const;
const nowhere = { element: null, param: null, x: null, y: null };
const newRun = {
  designId: design.id,
  revision: 0,
  dataset: 'digits',
  backend: 'wasm',
  settings: {},
};
const thread = await insertThread(db, {
  ...newThread,
  ...nowhere,
  authorId: createdBy,
  body: 'Why?',
});
const run = await insertRun(db, { ...newRun, startedBy: createdBy });
const other = await insertRun(db, { ...newRun, startedBy: createdBy });
const point = { epoch: 0, loss: 1, accuracy: null, validationLoss: null, validationAccuracy: null };

const many = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => make(index));

/** Gives the curves of a run so many points. */
async function draw(runId: string, count: number) {
  const points = many(count, (step) => ({ ...point, step, runId }));
  for (let from = 0; from < count; from += 5_000)
    await db.insert(trainingMetrics).values(points.slice(from, from + 5_000));
}

/** Of each limit: what is counted, how many are there already, how to add many at once and one more. */
const limits = [
  {
    things: 'projects in a team',
    most: STORE_LIMITS.projectsPerTeam,
    there: 1,
    fill: (count: number) =>
      db.insert(projects).values(many(count, (index) => ({ ...inTeam, name: `p${index}` }))),
    add: () => insertProject(db, { ...inTeam, name: 'more' }),
  },
  {
    things: 'designs in a project',
    most: STORE_LIMITS.designsPerProject,
    there: 1,
    fill: (count: number) =>
      db
        .insert(designs)
        .values(
          many(count, (index) => ({ ...inProject, name: `d${index}`, settings: design.settings })),
        ),
    add: () => insertDesign(db, { ...inProject, name: 'more', graph: EMPTY_GRAPH }),
  },
  {
    things: 'invitations to a project',
    most: STORE_LIMITS.invitesPerProject,
    there: 0,
    fill: (count: number) =>
      db.insert(projectInvites).values(
        many(count, (index) => ({
          ...inProject,
          role: 'viewer' as const,
          tokenHash: `hash ${index}`,
          expiresAt: new Date(),
        })),
      ),
    add: () => insertInvite(db, { ...inProject, role: 'viewer' }),
  },
  {
    things: 'comparisons in a project',
    most: STORE_LIMITS.comparisonsPerProject,
    there: 0,
    fill: (count: number) =>
      db.insert(comparisons).values(many(count, (index) => ({ ...inProject, name: `c${index}` }))),
    add: () => insertComparison(db, { ...inProject, name: 'more', designIds: [design.id] }),
  },
  {
    things: 'named versions of a design',
    most: STORE_LIMITS.versionsPerDesign,
    there: 0,
    fill: (count: number) =>
      db
        .insert(namedVersions)
        .values(many(count, (index) => ({ ...inDesign, revision: 10 + index, name: `v${index}` }))),
    add: (index: number) => setVersionName(db, { ...inDesign, revision: index, name: 'more' }),
  },
  {
    things: 'threads in a design',
    most: STORE_LIMITS.threadsPerDesign,
    there: 1,
    fill: (count: number) => db.insert(threads).values(many(count, () => newThread)),
    add: () => insertThread(db, { ...newThread, ...nowhere, authorId: createdBy, body: 'More?' }),
  },
  {
    things: 'comments in a thread',
    most: STORE_LIMITS.commentsPerThread,
    there: 1,
    fill: (count: number) =>
      db
        .insert(comments)
        .values(many(count, () => ({ threadId: thread.id, authorId: createdBy, body: 'So.' }))),
    add: () => insertComment(db, thread, { authorId: createdBy, body: 'More.' }),
  },
  {
    things: 'waivers in a design',
    most: STORE_LIMITS.waiversPerDesign,
    there: 0,
    fill: (count: number) =>
      db.insert(waivers).values(
        many(count, (index) => ({
          ...inDesign,
          rule: 'last-map',
          node: `n${index}`,
          reason: 'So.',
        })),
      ),
    add: (index: number) =>
      insertWaiver(db, { ...inDesign, rule: 'last-map', node: `more${index}`, reason: 'So.' }),
  },
  {
    things: 'training runs of a design',
    most: STORE_LIMITS.runsPerDesign,
    there: 2,
    fill: (count: number) => db.insert(trainingRuns).values(many(count, () => newRun)),
    add: () => insertRun(db, { ...newRun, startedBy: createdBy }),
  },
  {
    things: 'points in the curves of a run',
    most: STORE_LIMITS.metricsPerRun,
    there: 0,
    fill: (count: number) => draw(run.id, count),
    add: (index: number) => insertMetrics(db, run, [{ ...point, step: 1_000_000 + index }]),
  },
];

test('there is a case for every limit', () => {
  expect(limits.map(({ most }) => most).toSorted()).toEqual(Object.values(STORE_LIMITS).toSorted());
});

test.each(limits)(
  'the last of as many $things as there may be is taken, one more is refused',
  async ({ things, most, there, fill, add }) => {
    await fill(most - there - 1);
    await add(1);
    await expect(add(2)).rejects.toMatchObject({
      code: 'LIMIT_EXCEEDED',
      message: `There can be at most ${most} ${things}.`,
    });
  },
);

test('a run that has as many points as it may have takes one of them again', async () => {
  await draw(other.id, STORE_LIMITS.metricsPerRun);
  await insertMetrics(db, other, [{ ...point, step: 7, loss: 0.5 }]);
  await expect(insertMetrics(db, other, [{ ...point, step: 1_000_000 }])).rejects.toMatchObject({
    code: 'LIMIT_EXCEEDED',
  });
});
