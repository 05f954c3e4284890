import { expect } from 'vitest';
import { appendOperations } from '@/db/appendOperations';
import type { Database } from '@/db/database';
import { insertDesign } from '@/db/queries/designs/insertDesign';
import { currentDocument } from '@/db/queries/documents/currentDocument';
import type { Role } from '@/lib/access/permissions';
import type { Submitted } from '@/lib/document/session';
import { AppError } from '@/lib/errors';
import { EMPTY_GRAPH, type LayerGraph } from '@/lib/graph/graph';
import { must } from '@/lib/invariant';
import type { Pushed } from './fuzzServer';
import { sameDocument } from './sameDocument';
import { SmallServer } from './smallServer';

/** A tab as the model has it: what it sent, by number. */
export interface ModelTab {
  readonly design: number;
  readonly client: string;
  readonly person: number;
  readonly sent: Submitted[];
}

/** What a server ought to be like. */
export interface ServerModel {
  readonly designs: SmallServer[];
  readonly tabs: ModelTab[];
  /** What each person may do in the project; undefined for somebody who was let go. */
  readonly roles: (Role | undefined)[];
}

/** What comes of a push: the answers, or why it was refused. */
export type PushOutcome = Pushed | { readonly status: 'refused'; readonly code: string };

/** The real thing: instances on one database, and the ids of what the model numbers. */
export class RealServer {
  readonly designIds: string[] = [];
  private turn = 0;

  constructor(
    readonly instances: readonly Database[],
    readonly projectId: string,
    readonly people: readonly string[],
  ) {}

  /** The instance whose turn it is. */
  instance(): Database {
    return must(this.instances[this.turn++ % this.instances.length], 'an instance');
  }

  async add(graph: LayerGraph = EMPTY_GRAPH): Promise<void> {
    const createdBy = must(this.people[0], 'the owner');
    const design = { projectId: this.projectId, name: 'Model', createdBy, graph };
    const { id } = await this.instance().db.transaction((tx) => insertDesign(tx, design));
    this.designIds.push(id);
  }

  async push(
    { design, client, person }: ModelTab,
    operations: readonly Submitted[],
  ): Promise<PushOutcome> {
    const push = {
      designId: must(this.designIds[design], 'the design'),
      client,
      userId: must(this.people[person], 'the person'),
      operations,
    };
    try {
      const { answers } = await appendOperations(this.instance(), push);
      return { status: 'answered', answers };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const { code, details } = error;
      if (code !== 'CONFLICT' || details.expected === undefined) return { status: 'refused', code };
      return { status: 'conflict', expected: Number(details.expected) };
    }
  }

  /** Expects that every design is what the model has. */
  async expectLike({ designs }: ServerModel): Promise<void> {
    for (const [index, { graph, log }] of designs.entries()) {
      const designId = must(this.designIds[index], 'the design');
      const current = must(await currentDocument(this.instance(), designId), 'the document');
      expect(current.revision).toBe(log.length);
      if (!sameDocument(current.graph, graph)) expect(current.graph).toEqual(graph);
    }
  }
}

/** What the model answers to a push, which it takes in where that has an effect. PROTOCOL P2, P3, P8. */
export function expectedOutcome(
  { designs, roles }: ServerModel,
  { design, client, person }: ModelTab,
  batch: readonly Submitted[],
): PushOutcome {
  const role = roles[person];
  if (role === undefined) return { status: 'refused', code: 'NOT_FOUND' };
  if (role === 'viewer' || role === 'commenter') return { status: 'refused', code: 'FORBIDDEN' };
  return must(designs[design], 'the design').push(client, batch);
}

/** The model with designs that can be tried out. */
export function copyOfModel(model: ServerModel): ServerModel {
  return { ...model, designs: model.designs.map(copyOfServer) };
}

function copyOfServer(server: SmallServer): SmallServer {
  const copy = new SmallServer(server.start);
  copy.graph = server.graph;
  copy.log.push(...server.log);
  for (const [client, known] of server.known) copy.known.set(client, [...known]);
  return copy;
}
