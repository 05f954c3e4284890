import { print } from 'graphql';
import {
  DesignPageDocument,
  DocumentSnapshotDocument,
  type DocumentSnapshotQuery,
  ForkDesignDocument,
  HistoryDocument,
  PushOperationsDocument,
  RevisionDocument,
  type RevisionQuery,
} from '@/app/_graphql/documents.generated';
import type { Database } from '@/db/database';
import { operationsBetween } from '@/lib/document/operationsBetween';
import type { LayerGraph } from '@/lib/graph/graph';
import { readGraph } from '@/lib/graph/stored';
import { newId } from '@/lib/ids';
import type { Person } from '@/tests/support/testClient';
import type { Past } from './designWithPast';

interface Situation {
  readonly database: Database;
  readonly person: Person;
  readonly past: Past;
}

/** Prepares something to be timed; undefined where a design has too short a past for it. */
type Way = (situation: Situation) => Promise<(() => Promise<unknown>) | undefined>;

const CATCH_UP = `query($designId: ID!, $after: Int!) {
  operations(designId: $designId, after: $after) { headRevision operations { revision client seq operation } }
}`;
const CAUGHT_UP = 100;
const PUSH_SIZE = 500;

/** What people do with a design that has a past, by what the table calls it. */
export const WAYS: Readonly<Record<string, Way>> = {
  'open, not in memory': async ({ database, person, past }) => {
    database.documents.forget(past.designId);
    return () => person.get(print(DesignPageDocument), { id: past.designId });
  },
  'open, in memory': async ({ person, past }) => {
    await person.get(print(DocumentSnapshotDocument), { id: past.designId });
    return () => person.get(print(DesignPageDocument), { id: past.designId });
  },
  'catch up by 100': async ({ person, past }) => {
    if (past.operations < CAUGHT_UP) return undefined;
    const after = past.operations - CAUGHT_UP;
    return () => person.get(CATCH_UP, { designId: past.designId, after });
  },
  'history, first page':
    async ({ person, past }) =>
    () =>
      person.get(print(HistoryDocument), { designId: past.designId }),
  'show any revision': async ({ person, past }) => {
    const revision = anyRevision(past);
    return () => person.get(print(RevisionDocument), { id: past.designId, revision });
  },
  fork:
    async ({ person, past }) =>
    () =>
      person.get(print(ForkDesignDocument), { id: past.designId, name: 'Variant' }),
  'restore any revision': async ({ person, past }) => {
    if (past.operations === 0) return undefined;
    const { designId } = past;
    const revision = anyRevision(past);
    const { design } = await person.get<DocumentSnapshotQuery>(print(DocumentSnapshotDocument), {
      id: designId,
    });
    const now = graphOf(design.document.graph);
    return async () => {
      const shown = await person.get<RevisionQuery>(print(RevisionDocument), {
        id: designId,
        revision,
      });
      const gesture = newId();
      const operations = operationsBetween(now, graphOf(shown.design.document.graph)).map(
        (operation, index) => ({ seq: index + 1, gesture, operation }),
      );
      const client = newId();
      for (let first = 0; first < operations.length; first += PUSH_SIZE) {
        await person.get(print(PushOperationsDocument), {
          designId,
          client,
          operations: operations.slice(first, first + PUSH_SIZE),
        });
      }
    };
  },
};

/** Anywhere in the part of the past that was there when the bench began. */
function anyRevision({ operations }: Past): number {
  return Math.floor(Math.random() * operations);
}

function graphOf(stored: unknown): LayerGraph {
  const read = readGraph(stored);
  if (!read.ok) throw new Error(read.error);
  return read.value;
}
