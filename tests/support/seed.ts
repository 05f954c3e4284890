import type { Database } from '@/db/database';
import { insertDesign } from '@/db/queries/designs/insertDesign';
import { insertProject } from '@/db/queries/projects/insertProject';
import { personalTeam } from '@/db/queries/teams/personalTeam';
import type { DesignRow } from '@/db/schema/designs';
import { type ProjectRow, projectMembers } from '@/db/schema/projects';
import { type UserRow, users } from '@/db/schema/users';
import type { Role } from '@/lib/access/permissions';
import type { Operation } from '@/lib/document/operation';
import { EMPTY_GRAPH, type LayerGraph, type LayerNode } from '@/lib/graph/graph';
import { newId } from '@/lib/ids';
import { must } from '@/lib/invariant';
import { makeLayer } from '@/lib/layers/catalogue';

/** Somebody with a team of their own. */
export async function seedUser({ db }: Database, name = 'Ada'): Promise<UserRow> {
  const [user] = await db
    .insert(users)
    .values({ name, email: `${newId()}@example.org` })
    .returning();
  const row = must(user, 'the new user');
  await personalTeam(db, row);
  return row;
}

/** A project in somebody's own team. */
export async function seedProject(
  { db }: Database,
  owner: UserRow,
  name = 'Vision',
): Promise<ProjectRow> {
  const team = await personalTeam(db, owner);
  return insertProject(db, { organizationId: team.id, name, createdBy: owner.id });
}

export async function seedDesign(
  { db }: Database,
  owner: UserRow,
  project: ProjectRow,
  graph: LayerGraph = EMPTY_GRAPH,
): Promise<DesignRow> {
  return db.transaction((tx) =>
    insertDesign(tx, { projectId: project.id, name: 'Baseline', createdBy: owner.id, graph }),
  );
}

export async function grant({ db }: Database, project: ProjectRow, user: UserRow, role: Role) {
  await db.insert(projectMembers).values({ projectId: project.id, userId: user.id, role });
}

/** A layer of some activation, which fits anywhere. */
export function seedNode(id: string, name = id): LayerNode {
  return {
    id,
    name,
    position: { x: 0, y: 0 },
    group: null,
    origin: null,
    ...makeLayer('activation', {}),
  };
}

export function addNode(id: string, name = id): Operation {
  return { type: 'addNode', node: seedNode(id, name) };
}

export function connect(id: string, source: string, target: string, slot = 0): Operation {
  return { type: 'connect', edge: { id, source, port: 0, target, slot } };
}
