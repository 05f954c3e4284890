import { and, eq } from 'drizzle-orm';
import type { Database } from '@/db/database';
import { projectMembers } from '@/db/schema/projects';
import { guest, nobody, type Person } from './testClient';

/** Everybody who may stand in some relation to a project. */
export const PARTS = [
  'anonymous',
  'outsider',
  'linkVisitor',
  'removedMember',
  'viewer',
  'commenter',
  'editor',
  'owner',
] as const;

export type Part = (typeof PARTS)[number];

/** A project with one design, and one person for each part. */
export interface Cast {
  readonly people: Readonly<Record<Part, Person>>;
  readonly projectId: string;
  readonly designId: string;
  /** Secret of an invitation that nobody has redeemed. */
  readonly token: string;
}

export const CREATE_PROJECT = 'mutation($name: String!) { createProject(name: $name) { id } }';
export const CREATE_DESIGN =
  'mutation($input: CreateDesignInput!) { createDesign(input: $input) { id } }';
export const INVITE =
  'mutation($projectId: ID!, $role: Role!) { createInvite(projectId: $projectId, role: $role) { id role token expiresAt } }';
export const REDEEM = 'mutation($token: String!) { redeemInvite(token: $token) { id role } }';

export async function makeProject(owner: Person, name = 'Vision'): Promise<string> {
  const { createProject } = await owner.get<{ createProject: { id: string } }>(CREATE_PROJECT, {
    name,
  });
  return createProject.id;
}

export async function makeDesign(
  owner: Person,
  projectId: string,
  graph?: unknown,
): Promise<string> {
  const input = { projectId, name: 'Baseline', graph };
  const { createDesign } = await owner.get<{ createDesign: { id: string } }>(CREATE_DESIGN, {
    input,
  });
  return createDesign.id;
}

export async function makeInvite(owner: Person, projectId: string, role: string): Promise<string> {
  const { createInvite } = await owner.get<{ createInvite: { token: string } }>(INVITE, {
    projectId,
    role,
  });
  return createInvite.token;
}

/** Lets somebody into a project by a link. */
export async function letIn(
  owner: Person,
  person: Person,
  projectId: string,
  role: string,
): Promise<void> {
  await person.get(REDEEM, { token: await makeInvite(owner, projectId, role) });
}

export async function removeFrom({ db }: Database, projectId: string, person: Person) {
  await db
    .delete(projectMembers)
    .where(and(eq(projectMembers.projectId, projectId), eq(projectMembers.userId, person.id)));
}

export async function makeCast(database: Database, url: string): Promise<Cast> {
  const owner = await guest(url);
  const projectId = await makeProject(owner);
  const member = async (role: string) => {
    const person = await guest(url);
    await letIn(owner, person, projectId, role);
    return person;
  };
  const removedMember = await member('EDITOR');
  await removeFrom(database, projectId, removedMember);
  return {
    people: {
      anonymous: nobody(url),
      outsider: await guest(url),
      linkVisitor: await guest(url),
      removedMember,
      viewer: await member('VIEWER'),
      commenter: await member('COMMENTER'),
      editor: await member('EDITOR'),
      owner,
    },
    projectId,
    designId: await makeDesign(owner, projectId),
    token: await makeInvite(owner, projectId, 'VIEWER'),
  };
}
