import { appendOperations } from '@/db/appendOperations';
import type { Database } from '@/db/database';
import type { Operation } from '@/lib/document/operation';
import { storeGraph } from '@/lib/graph/stored';
import { newId } from '@/lib/ids';
import { must } from '@/lib/invariant';
import { residualChains } from '../residualChains';

const LAYERS = 500;
const BATCH = 500;

/** A design of which so much is known that it can be measured. */
export interface Past {
  readonly designId: string;
  readonly operations: number;
  /** Ids of its layers. */
  readonly layers: readonly string[];
}

/** A design of some 500 layers in which layers were moved and renamed so many times, through the one way in which a design changes. */
export async function designWithPast(
  database: Database,
  userId: string,
  make: (graph: unknown) => Promise<string>,
  operations: number,
): Promise<Past> {
  const graph = residualChains(LAYERS);
  const layers = [...graph.nodes.keys()];
  const designId = await make(storeGraph(graph));
  const client = newId();
  for (let first = 1; first <= operations; first += BATCH) {
    const size = Math.min(BATCH, operations - first + 1);
    await appendOperations(database, {
      designId,
      client,
      userId,
      operations: Array.from({ length: size }, (_, index) => {
        const seq = first + index;
        return { seq, gesture: newId(), operation: changeOf(layers, seq) };
      }),
    });
  }
  return { designId, operations, layers };
}

function changeOf(layers: readonly string[], number: number): Operation {
  const id = must(layers[number % layers.length], 'a layer');
  return number % 5 === 0
    ? { type: 'renameNode', id, name: `name ${number}` }
    : { type: 'moveNodes', moves: [{ id, position: { x: number, y: number % 1000 } }] };
}
