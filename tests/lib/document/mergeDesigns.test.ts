import { describe, expect, it } from 'vitest';
import type { MergePick } from '@/lib/document/merge/conflict';
import { mergeDesigns } from '@/lib/document/mergeDesigns';
import type { Operation } from '@/lib/document/operation';
import { EMPTY_GRAPH, type LayerGraph } from '@/lib/graph/graph';
import { LIMITS } from '@/lib/graph/schemas';
import { wiringOf } from '@/lib/graph/wiring';
import { must } from '@/lib/invariant';
import { performed } from '@/tests/support/performed';
import { newNode, smallDesign } from '@/tests/support/smallDesign';

type Change = readonly Operation[];

function wire(id: string, source: string, target: string, slot = 0, port = 0): Operation {
  return { type: 'connect', edge: { id, source, port, target, slot } };
}

function cut(target: string, slot = 0, graph = smallDesign()): Operation {
  const edge = wiringOf(graph).into(target)[slot];
  return { type: 'disconnect', ids: [must(edge, 'a wire').id] };
}

function added(id: string): Operation {
  return { type: 'addNode', node: newNode(id) };
}

/** What comes of two designs that went their ways from the small one. */
function merge(ours: Change, theirs: Change, picks: Readonly<Record<string, MergePick>> = {}) {
  const base = smallDesign();
  return mergeDesigns({
    base,
    ours: performed(base, ours),
    theirs: performed(base, theirs),
    picks: new Map(Object.entries(picks)),
  });
}

/** What feeds a layer, in the order of its slots. */
function sources(graph: LayerGraph, id: string): readonly string[] {
  return wiringOf(graph)
    .into(id)
    .map(({ source, port }) => (port === 0 ? source : `${source}.${port}`));
}

const remove = (...ids: string[]): Operation => ({ type: 'removeNodes', ids });

describe('mergeDesigns, layers', () => {
  it('[P15] keeps what both changed of one layer, as long as it is not the same property', () => {
    const { operations, conflicts, leftOut } = merge(
      [
        { type: 'setParams', id: 'conv', params: { filters: 16 } },
        { type: 'moveNodes', moves: [{ id: 'conv', position: { x: 7, y: 8 } }] },
      ],
      [
        { type: 'setParams', id: 'conv', params: { bias: false } },
        { type: 'renameNode', id: 'conv', name: 'stem' },
        { type: 'setSettings', settings: { batch: 8 } },
      ],
    );
    expect({ conflicts, leftOut }).toEqual({ conflicts: [], leftOut: [] });
    expect(operations).toEqual([
      { type: 'setParams', id: 'conv', params: { bias: false } },
      { type: 'renameNode', id: 'conv', name: 'stem' },
      { type: 'setSettings', settings: { batch: 8 } },
    ]);
  });

  it('[P15] names a parameter that both changed, with its three values, and keeps ours unless theirs is picked', () => {
    const ours: Change = [{ type: 'setParams', id: 'conv', params: { filters: 16 } }];
    const theirs: Change = [{ type: 'setParams', id: 'conv', params: { filters: 32 } }];
    const kept = merge(ours, theirs);
    expect(kept.operations).toEqual([]);
    expect(kept.conflicts).toEqual([
      {
        id: 'layer/conv/params.filters',
        element: { type: 'layer', id: 'conv' },
        property: 'Filters',
        base: '4',
        ours: '16',
        theirs: '32',
        sentence:
          'Filters of “conv” is 16 here and 32 in the other design, and was 4 when the two parted.',
      },
    ]);
    const taken = merge(ours, theirs, { 'layer/conv/params.filters': 'theirs' });
    expect(taken.operations).toEqual(theirs);
    expect(taken.conflicts).toEqual(kept.conflicts);
  });

  it('[P15] does not bring back what was removed after a merge, when that merge is where the changes begin', () => {
    const base = performed(smallDesign(), [added('brought')]);
    const theirs = performed(base, [{ type: 'renameNode', id: 'conv', name: 'stem' }]);
    const ours = performed(base, [remove('brought')]);
    expect(mergeDesigns({ base, ours, theirs })).toMatchObject({
      operations: [{ type: 'renameNode', id: 'conv', name: 'stem' }],
      conflicts: [],
    });
  });

  it('[P15] removes a layer that only one touched, however it was moved', () => {
    const move: Operation = {
      type: 'moveNodes',
      moves: [{ id: 'spare', position: { x: 1, y: 1 } }],
    };
    expect(merge([move], [remove('spare')])).toMatchObject({
      operations: [remove('spare')],
      conflicts: [],
    });
  });

  it('[P15] asks about a layer that one removed and the other changed, and keeps its wires with it', () => {
    const ours: Change = [{ type: 'setParams', id: 'relu', params: { function: 'tanh' } }];
    const theirs: Change = [remove('relu'), wire('short', 'conv', 'parts')];
    const kept = merge(ours, theirs);
    expect(kept.conflicts).toEqual([
      {
        id: 'layer/relu',
        element: { type: 'layer', id: 'relu' },
        property: 'Layer',
        base: 'there',
        ours: 'changed',
        theirs: 'removed',
        sentence: '“relu” was changed here and removed in the other design.',
      },
    ]);
    expect(kept.operations).toEqual([]);
    const gone = merge(ours, theirs, { 'layer/relu': 'theirs' });
    expect(sources(gone.merged, 'parts')).toEqual(['conv']);
    const back = merge(theirs, ours, { 'layer/relu': 'theirs' });
    expect(sources(back.merged, 'parts')).toEqual(['relu']);
    expect(back.merged.nodes.get('relu')?.params).toMatchObject({ function: 'tanh' });
  });

  it('[P15] asks about a layer that one removed and the other drew a wire from; removed, the wire is left out', () => {
    const ours: Change = [added('more'), wire('new', 'spare', 'more')];
    const [conflict] = merge(ours, [remove('spare')]).conflicts;
    expect(conflict?.sentence).toBe('“spare” was changed here and removed in the other design.');
    const gone = merge(ours, [remove('spare')], { 'layer/spare': 'theirs' });
    expect(gone.merged.nodes.has('spare')).toBe(false);
    expect(gone.leftOut).toEqual([
      {
        id: 'wire/new',
        sentence:
          'The wire from “spare” to “more” is left out. “spare” is not in the merged design.',
      },
    ]);
  });

  it('[P15] asks about a parameter that would take an output away from a new wire', () => {
    const fewer: Change = [
      cut('sum', 1),
      { type: 'setParams', id: 'parts', params: { sizes: [4] } },
    ];
    const ours: Change = [added('more'), wire('new', 'parts', 'more', 0, 1)];
    const kept = merge(ours, fewer);
    expect(kept.conflicts.map(({ id }) => id)).toEqual(['layer/parts/params.sizes']);
    expect(sources(kept.merged, 'more')).toEqual(['parts.1']);
    const taken = merge(ours, fewer, { 'layer/parts/params.sizes': 'theirs' });
    expect(taken.leftOut.map(({ sentence }) => sentence)).toEqual([
      'The wire from “parts” to “more” is left out. “parts” has 1 output, not 2.',
    ]);
  });
});

describe('mergeDesigns, limits', () => {
  const crowd = (name: string, count: number) =>
    new Map(
      Array.from({ length: count }, (_, index) => {
        const node = newNode(`${name}${index}`);
        return [node.id, node] as const;
      }),
    );

  it('[P15] takes as many layers as a design may hold, ours first, and tells of the rest', () => {
    const ours = { ...EMPTY_GRAPH, nodes: crowd('a', LIMITS.nodes - 1) };
    const theirs = { ...EMPTY_GRAPH, nodes: crowd('b', 3) };
    const { merged, operations, leftOut } = mergeDesigns({ base: EMPTY_GRAPH, ours, theirs });
    expect(merged.nodes.size).toBe(LIMITS.nodes);
    expect(operations.map(({ type }) => type)).toEqual(['addNode']);
    expect(leftOut.map(({ sentence }) => sentence)).toEqual([
      '2 layers of the other design are left out: a design holds at most 20000 layers.',
    ]);
  });

  it('[P15] takes as many blocks as a design may hold; layers of the others stand alone', () => {
    const housed = (name: string, count: number): LayerGraph => ({
      ...EMPTY_GRAPH,
      nodes: new Map(
        Array.from({ length: count }, (_, index) => {
          const node = newNode(`${name}${index}`, { group: `${name}${index}` });
          return [node.id, node] as const;
        }),
      ),
      groups: new Map(
        Array.from({ length: count }, (_, index) => {
          const group = { id: `${name}${index}`, name: 'block' };
          return [group.id, group] as const;
        }),
      ),
    });
    const ours = housed('a', LIMITS.groups);
    const { merged, leftOut } = mergeDesigns({ base: EMPTY_GRAPH, ours, theirs: housed('b', 1) });
    expect(merged.groups).toEqual(ours.groups);
    expect(merged.nodes.get('b0')?.group).toBeNull();
    expect(leftOut.map(({ sentence }) => sentence)).toEqual([
      '1 block of the other design is left out: a design holds at most 2000 blocks.',
    ]);
  });
});

describe('mergeDesigns, wires', () => {
  it('[P15] asks about an input that both gave to another layer', () => {
    const ours: Change = [cut('parts'), added('mine'), wire('m', 'mine', 'parts')];
    const theirs: Change = [cut('parts'), added('other'), wire('o', 'other', 'parts')];
    const kept = merge(ours, theirs);
    expect(kept.conflicts).toMatchObject([
      {
        id: 'layer/parts/input.0',
        property: 'Input 1',
        base: '“relu”',
        ours: '“mine”',
        theirs: '“other”',
      },
    ]);
    expect(sources(kept.merged, 'parts')).toEqual(['mine']);
    const taken = merge(ours, theirs, { 'layer/parts/input.0': 'theirs' });
    expect(sources(taken.merged, 'parts')).toEqual(['other']);
    expect([...taken.merged.nodes.keys()]).toContain('mine');
  });

  it('[P15] keeps the inputs that both added to a join, theirs behind ours, and one that both added once', () => {
    const ours: Change = [added('m'), wire('a', 'm', 'sum', 2), wire('b', 'conv', 'sum', 3)];
    const theirs: Change = [added('o'), wire('c', 'o', 'sum', 2), wire('d', 'conv', 'sum', 4)];
    const { merged, conflicts } = merge(ours, theirs);
    expect(conflicts).toEqual([]);
    expect(sources(merged, 'sum')).toEqual(['parts', 'parts.1', 'm', 'conv', 'o']);
  });

  it('[P15] takes the inputs of a join as one where one changed their order and the other changed them too', () => {
    const swap: Change = [
      cut('sum', 0),
      cut('sum', 1),
      wire('x', 'parts', 'sum', 0, 1),
      wire('y', 'parts', 'sum', 1, 0),
    ];
    const other: Change = [cut('sum', 1), wire('z', 'conv', 'sum', 1)];
    const kept = merge(swap, other);
    expect(kept.conflicts).toMatchObject([
      {
        id: 'layer/sum/inputs',
        base: 'output 1 of “parts”, output 2 of “parts”',
        ours: 'output 2 of “parts”, output 1 of “parts”',
        theirs: 'output 1 of “parts”, “conv”',
      },
    ]);
    expect(sources(kept.merged, 'sum')).toEqual(['parts.1', 'parts']);
    const taken = merge(swap, other, { 'layer/sum/inputs': 'theirs' });
    expect(sources(taken.merged, 'sum')).toEqual(['parts', 'conv']);
    expect(merge(swap, []).merged).toEqual(performed(smallDesign(), swap));
  });

  it('[P15] leaves out a wire of theirs that would close a circle with ours; picked, ours gives way', () => {
    const both: Change = [added('p'), added('q')];
    const ours: Change = [...both, wire('pq', 'p', 'q')];
    const theirs: Change = [...both, wire('qp', 'q', 'p')];
    const kept = merge(ours, theirs);
    expect(sources(kept.merged, 'q')).toEqual(['p']);
    expect(kept.conflicts).toMatchObject([
      {
        id: 'wire/qp',
        base: null,
        ours: 'left out',
        theirs: 'from “q” to “p”',
        sentence:
          'The wire from “q” to “p” in the other design does not fit. This wire would close a circle: “p” already leads to “q”.',
      },
    ]);
    expect(kept.leftOut.map(({ id }) => id)).toEqual(['wire/qp']);
    const taken = merge(ours, theirs, { 'wire/qp': 'theirs' });
    expect(sources(taken.merged, 'p')).toEqual(['q']);
    expect(taken.conflicts).toEqual(kept.conflicts);
    expect(taken.leftOut.map(({ id }) => id)).toEqual(['wire/pq']);
  });

  it('[P15] follows the one who rewired an input whose layer the other one removed', () => {
    const { merged, conflicts } = merge(
      [remove('relu')],
      [cut('parts'), wire('short', 'conv', 'parts')],
    );
    expect(conflicts).toEqual([]);
    expect(sources(merged, 'parts')).toEqual(['conv']);
  });

  it('[P15] gives a wire another id where both designs gave one id to two wires', () => {
    const { merged } = merge(
      [added('m'), wire('w', 'conv', 'm')],
      [added('o'), wire('w', 'relu', 'o')],
    );
    expect([...merged.edges.values()].slice(-2)).toEqual([
      { id: 'w', source: 'conv', port: 0, target: 'm', slot: 0 },
      { id: 'w-2', source: 'relu', port: 0, target: 'o', slot: 0 },
    ]);
  });
});

describe('mergeDesigns, blocks', () => {
  const renamed = (name: string): Change => [
    { type: 'groupNodes', group: { id: 'stem', name }, ids: ['conv', 'relu'] },
  ];

  it('[P15] asks about a name that both gave to a block', () => {
    expect(merge(renamed('head'), renamed('tail')).conflicts).toMatchObject([
      { id: 'block/stem/name', base: '“stem”', ours: '“head”', theirs: '“tail”' },
    ]);
    const { merged } = merge(renamed('head'), renamed('tail'), { 'block/stem/name': 'theirs' });
    expect(merged.groups.get('stem')?.name).toBe('tail');
  });

  it('[P15] asks about a layer that both put into another block; a block without layers is gone', () => {
    const alone = (id: string): Change => [
      { type: 'groupNodes', group: { id, name: id }, ids: ['relu'] },
    ];
    const { merged, conflicts } = merge(alone('mine'), [
      ...alone('other'),
      { type: 'ungroup', id: 'stem', ids: ['conv'] },
    ]);
    expect(conflicts).toMatchObject([
      { id: 'layer/relu/group', base: '“stem”', ours: '“mine”', theirs: '“other”' },
    ]);
    expect([...merged.groups.keys()]).toEqual(['mine']);
  });
});
