import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyOperation, readOperation } from '@/lib/document/apply';
import type { MergePick } from '@/lib/document/merge/conflict';
import { type Merge, type MergeInput, mergeDesigns } from '@/lib/document/mergeDesigns';
import type { LayerGraph } from '@/lib/graph/graph';
import { arbitraryTape, type Draw, tape } from '@/tests/support/draw';
import { expectValid } from '@/tests/support/expectValid';
import { randomDesign } from '@/tests/support/randomDesign';
import { smallDesign } from '@/tests/support/smallDesign';
import { wandered } from '@/tests/support/wandered';

interface Parted {
  readonly base: LayerGraph;
  readonly ours: LayerGraph;
  readonly theirs: LayerGraph;
  readonly draw: Draw;
}

/** Two designs that went their own ways; now and then both gave the same id to different things. */
function parted(numbers: readonly number[]): Parted {
  const draw = tape(numbers);
  const base = draw(2) === 0 ? smallDesign() : randomDesign(draw);
  const ours = wandered(base, draw, 'a', 1 + draw(20));
  const theirs = wandered(base, draw, draw(4) === 0 ? 'a' : 'b', 1 + draw(20));
  return { base, ours, theirs, draw };
}

function law(check: (parted: Parted) => void, numRuns = 400): void {
  fc.assert(
    fc.property(arbitraryTape(600), (numbers) => check(parted(numbers))),
    { numRuns },
  );
}

/** Merges, and checks what holds for every merge. */
function merged(input: MergeInput): Merge {
  const merge = mergeDesigns(input);
  expectValid(merge.merged);
  expect(performed(input.ours, merge.operations)).toEqual(merge.merged);
  for (const { sentence } of [...merge.conflicts, ...merge.leftOut])
    expect(sentence).toMatch(/^[A-Z0-9“].*\.$/su);
  const ids = merge.conflicts.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  return merge;
}

/** Every operation has to be one that may be sent, and to take effect as it is. */
function performed(start: LayerGraph, operations: Merge['operations']): LayerGraph {
  return operations.reduce((graph, operation) => {
    expect(readOperation(JSON.parse(JSON.stringify(operation))).ok).toBe(true);
    const applied = applyOperation(graph, operation);
    if (applied.outcome !== 'applied') throw new Error(`${operation.type}: ${applied.message}`);
    expect(applied.effective).toEqual(operation);
    return applied.graph;
  }, start);
}

function randomPicks({ conflicts }: Merge, draw: Draw): ReadonlyMap<string, MergePick> {
  return new Map(conflicts.map(({ id }) => [id, draw(2) === 0 ? 'ours' : 'theirs']));
}

const NOTHING_LOST = { conflicts: [], leftOut: [] };

describe('mergeDesigns', () => {
  it('[P15] makes a valid design that the operations lead to, whatever is picked', () => {
    law((sides) => {
      const first = merged(sides);
      const second = merged({ ...sides, picks: randomPicks(first, sides.draw) });
      const choices = ({ conflicts }: Merge) =>
        conflicts.filter(({ element }) => element.type !== 'wire');
      expect(choices(second)).toEqual(choices(first));
    });
  });

  it('[P15] takes the changes of the one design that has any', () => {
    law(({ base, ours }) => {
      expect(merged({ base, ours, theirs: base })).toEqual({
        ...NOTHING_LOST,
        merged: ours,
        operations: [],
      });
      expect(merged({ base, ours: base, theirs: ours })).toMatchObject({
        ...NOTHING_LOST,
        merged: ours,
      });
    });
  });

  it('[P15] finds nothing to do between designs that changed in the same way', () => {
    law(({ base, ours }) => {
      expect(merged({ base, ours, theirs: ours })).toEqual({
        ...NOTHING_LOST,
        merged: ours,
        operations: [],
      });
    });
  });

  it('[P15] finds the same conflicts in both directions, with the values exchanged', () => {
    law(({ base, ours, theirs }) => {
      const told = ({ conflicts }: Merge) =>
        conflicts
          .filter(({ element }) => element.type !== 'wire')
          .map(({ sentence, ...conflict }) => conflict)
          .toSorted((a, b) => (a.id < b.id ? -1 : 1));
      const there = told(merged({ base, ours, theirs }));
      const back = told(merged({ base, ours: theirs, theirs: ours }));
      expect(back).toEqual(
        there.map((conflict) => ({ ...conflict, ours: conflict.theirs, theirs: conflict.ours })),
      );
    });
  });

  it('[P15] has nothing left to bring over once all was brought over without a conflict', () => {
    law((sides) => {
      const first = merged(sides);
      if (first.conflicts.length > 0 || first.leftOut.length > 0) return;
      const again = merged({ base: sides.theirs, ours: first.merged, theirs: sides.theirs });
      expect(again).toEqual({ ...NOTHING_LOST, merged: first.merged, operations: [] });
    });
  });
});
