import type { NodeId } from '@/lib/graph/graph';
import type { Db } from '../../database';
import { chunks } from '../../documents/chunks';
import { waivers } from '../../schema/rules';
import { waiversOfDesigns } from './waiversOfDesigns';

/**
 * Gives a copy of a design the waivers that hold in it: those on layers that it has, and those on
 * the design as a whole, with who gave them, when and why. From then on each design has its own.
 * To be run in the transaction that makes the copy.
 */
export async function copyWaivers(
  db: Db,
  {
    from,
    to,
    layers,
  }: {
    readonly from: string;
    readonly to: string;
    readonly layers: { has(id: NodeId): boolean };
  },
): Promise<void> {
  const held = (await waiversOfDesigns(db, [from])).filter(
    ({ node }) => node === null || layers.has(node),
  );
  const rows = held.map(({ rule, node, reason, createdBy, createdAt }) => ({
    designId: to,
    rule,
    node,
    reason,
    createdBy,
    createdAt,
  }));
  for (const values of chunks(rows)) await db.insert(waivers).values([...values]);
}
