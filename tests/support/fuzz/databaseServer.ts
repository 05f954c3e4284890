import { appendOperations } from '@/db/appendOperations';
import type { Database } from '@/db/database';
import { insertDesign } from '@/db/queries/designs/insertDesign';
import { currentDocument } from '@/db/queries/documents/currentDocument';
import { documentAt } from '@/db/queries/documents/documentAt';
import { knownAnswers } from '@/db/queries/documents/knownAnswers';
import { operationsAfter } from '@/db/queries/documents/operationsAfter';
import { readTables } from '@/db/queries/documents/readTables';
import type { Snapshot, Submitted } from '@/lib/document/session';
import { AppError } from '@/lib/errors';
import type { LayerGraph } from '@/lib/graph/graph';
import { must } from '@/lib/invariant';
import { type Draw, pick } from '../draw';
import { grant, seedProject, seedUser } from '../seed';
import type { FuzzServer, Kept, Logged, Pushed, Sender } from './fuzzServer';

/** Who works on the designs of a run, and where. */
export interface Workplace {
  readonly projectId: string;
  /** Ids of the people, by number. */
  readonly people: readonly string[];
}

/** Room for runs of up to so many people; designs of earlier runs do not matter to later ones. */
export async function makeWorkplace(database: Database, people: number): Promise<Workplace> {
  const owner = await seedUser(database);
  const project = await seedProject(database, owner);
  const others = Array.from({ length: people - 1 }, async (_, index) => {
    const user = await seedUser(database, `Person ${index + 1}`);
    await grant(database, project, user, 'editor');
    return user.id;
  });
  return { projectId: project.id, people: [owner.id, ...(await Promise.all(others))] };
}

/**
 * The real write path, and the documents that it keeps, on one or several instances of one database,
 * each with documents of its own in memory. Every request goes to any of them.
 */
export class DatabaseServer implements FuzzServer {
  constructor(
    private readonly instances: readonly Database[],
    private readonly workplace: Workplace,
    private readonly draw: Draw,
  ) {}

  begin(graph: LayerGraph) {
    return this.insert(graph, undefined);
  }

  async fork(designId: string) {
    const { graph, revision } = await this.snapshot(designId);
    return { designId: await this.insert(graph, { id: designId, revision }), revision };
  }

  async push({ designId, client, person }: Sender, batch: readonly Submitted[]): Promise<Pushed> {
    const userId = must(this.workplace.people[person], 'the person');
    try {
      const push = { designId, client, userId, operations: batch };
      const { answers } = await appendOperations(this.instance(), push);
      return { status: 'answered', answers };
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'CONFLICT')) throw error;
      return { status: 'conflict', expected: Number(error.details.expected ?? error.details.seq) };
    }
  }

  async since(designId: string, after: number): Promise<readonly Logged[]> {
    const { db } = this.instance();
    return operationsAfter(db, { designId, after, limit: 10_000 });
  }

  async snapshot(designId: string): Promise<Snapshot> {
    return must(await currentDocument(this.instance(), designId), designId);
  }

  async answersTo(designId: string, client: string) {
    const range = { designId, client, from: 1, to: 1_000_000 };
    const known = await knownAnswers(this.instance().db, range);
    return [...known.values()].map(({ answer }) => answer).toSorted((a, b) => a.seq - b.seq);
  }

  inMemory(designId: string): readonly Kept[] {
    return this.instances.flatMap(({ documents }, index) => {
      const known = documents.get(designId);
      return known ? [{ place: `the memory of instance ${index + 1}`, ...known }] : [];
    });
  }

  async kept(designId: string, past: readonly number[]) {
    const { db } = this.instance();
    const kept = [{ place: 'the tables', ...must(await readTables(db, designId), designId) }];
    for (const [index, instance] of this.instances.entries()) {
      const current = must(await currentDocument(instance, designId), designId);
      kept.push({ place: `instance ${index + 1}`, ...current });
    }
    for (const revision of past) {
      const then = must(await documentAt(db, designId, revision), `revision ${revision}`);
      kept.push({ place: 'snapshot and tail', ...then });
    }
    return kept;
  }

  private async insert(graph: LayerGraph, parent: { id: string; revision: number } | undefined) {
    const { projectId, people } = this.workplace;
    const createdBy = must(people[0], 'the owner');
    const design = { projectId, name: 'Run', createdBy, graph, parent };
    const { id } = await this.instance().db.transaction((tx) => insertDesign(tx, design));
    return id;
  }

  private instance(): Database {
    return pick(this.draw, this.instances);
  }
}
