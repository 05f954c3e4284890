import { expect } from 'vitest';
import type { Database } from '@/db/database';
import { storeGraph } from '@/lib/graph/stored';
import { makeLayer } from '@/lib/layers/catalogue';
import { type Cast, makeDesign } from './cast';
import { tablesOf } from './document';
import { addNode, connect, seedNode } from './seed';
import { smallDesign } from './smallDesign';
import { follow, openTab } from './tab';

/** Two people in a design into which a third sends things that must not be. */
export interface Bystanders {
  readonly designId: string;
  /** Client of the one who works on it. */
  readonly client: string;
  revision(): number;
  /** The document is what it was, one goes on working, and the other hears of it. */
  expectUntouched(): Promise<void>;
}

/** The owner works on a small design with a join `mix` that feeds `tail`; the viewer follows. */
export async function makeBystanders(database: Database, cast: Cast): Promise<Bystanders> {
  const { owner, viewer } = cast.people;
  const designId = await makeDesign(owner, cast.projectId, storeGraph(smallDesign()));
  const colleague = openTab(owner, designId);
  const mix = { ...seedNode('mix'), ...makeLayer('add', {}) };
  await colleague.push(
    { type: 'addNode', node: mix },
    addNode('tail'),
    connect('m', 'mix', 'tail'),
  );
  let revision = 3;
  let before = await tablesOf(database, designId);
  const follower = follow(viewer, designId, revision);
  await follower.next();
  return {
    designId,
    client: colleague.client,
    revision: () => revision,
    async expectUntouched() {
      expect(await tablesOf(database, designId)).toEqual(before);
      const position = { x: 16 * revision, y: 16 };
      const move = { type: 'moveNodes', moves: [{ id: 'spare', position }] };
      revision++;
      expect(await colleague.push(move)).toMatchObject({
        data: { pushOperations: { revision, answers: [{ outcome: 'COMMIT', revision }] } },
      });
      let event = await follower.next();
      while (event.toRevision < revision) event = await follower.next();
      expect(event.operations).toMatchObject([{ revision, operation: move }]);
      before = await tablesOf(database, designId);
    },
  };
}
