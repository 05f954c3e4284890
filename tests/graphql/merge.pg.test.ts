import { describe, expect, test } from 'vitest';
import { forkPoint } from '@/lib/document/merge/forkPoint';
import { mergedIn, mergeGesture } from '@/lib/document/merge/mergeGesture';
import { mergeDesigns } from '@/lib/document/mergeDesigns';
import type { Operation } from '@/lib/document/operation';
import { operationsBetween } from '@/lib/document/operationsBetween';
import type { LayerGraph } from '@/lib/graph/graph';
import { readGraph, storeGraph } from '@/lib/graph/stored';
import { newId } from '@/lib/ids';
import { must } from '@/lib/invariant';
import { makeDesign, makeProject } from '../support/cast';
import { servedCast } from '../support/servedCast';
import { newNode, smallDesign } from '../support/smallDesign';
import { openTab, PUSH } from '../support/tab';
import type { Person } from '../support/testClient';

const { cast } = await servedCast();

const FORK = 'mutation($id: ID!) { forkDesign(id: $id, name: "Variant") { id } }';
const DOCUMENT = `query($id: ID!, $revision: Int) {
  design(id: $id) { forkRevision parent { id } document(revision: $revision) { revision graph } }
}`;
const GESTURES =
  'query($id: ID!) { history(designId: $id) { operations { gesture } headRevision } }';

const MERGES =
  'query($id: ID!, $source: ID!) { merges(designId: $id, source: $source) { sourceRevision revision stands } }';

interface Asked {
  readonly design: {
    readonly forkRevision: number | null;
    readonly parent: { readonly id: string } | null;
    readonly document: { readonly revision: number; readonly graph: unknown };
  };
}

async function read(person: Person, id: string, revision?: number) {
  const { design } = await person.get<Asked>(DOCUMENT, { id, revision });
  const graph = readGraph(design.document.graph);
  if (!graph.ok) throw new Error(graph.error);
  return { ...design, graph: graph.value, revision: design.document.revision };
}

async function fork(person: Person, id: string): Promise<string> {
  const { forkDesign } = await person.get<{ forkDesign: { id: string } }>(FORK, { id });
  return forkDesign.id;
}

const rename = (id: string, name: string): Operation => ({ type: 'renameNode', id, name });

/** Up to date without regard to the order in which things were added. */
function unordered(graph: LayerGraph) {
  const byId = (a: { readonly id: string }, b: { readonly id: string }) => (a.id < b.id ? -1 : 1);
  const { nodes, edges, groups, ...rest } = storeGraph(graph);
  return {
    ...rest,
    nodes: nodes.toSorted(byId),
    edges: edges.toSorted(byId),
    groups: groups.toSorted(byId),
  };
}

describe('merging over the write path', () => {
  test('[P15] makes of the target what the merge says, in one gesture of several pushes that the log tells', async () => {
    const { editor, viewer } = cast.people;
    const parent = await makeDesign(editor, cast.projectId, storeGraph(smallDesign()));
    await openTab(editor, parent).push(rename('conv', 'first'));
    const variant = await fork(editor, parent);
    await openTab(editor, parent).push(rename('conv', 'mine'), {
      type: 'setParams',
      id: 'conv',
      params: { filters: 16 },
    });
    const layers = Array.from({ length: 499 }, (_, index) => newNode(`new${index}`));
    const tab = openTab(editor, variant);
    await tab.push(...layers.map((node): Operation => ({ type: 'addNode', node })));
    await tab.push(rename('conv', 'theirs'), {
      type: 'setParams',
      id: 'conv',
      params: { bias: false },
    });
    await tab.push({
      type: 'connect',
      edge: { id: 'w', source: 'relu', port: 0, target: 'new0', slot: 0 },
    });

    const [ours, theirs] = [await read(editor, parent), await read(editor, variant)];
    const above = {
      id: must(theirs.parent, 'the parent').id,
      revision: must(theirs.forkRevision, 'the revision'),
    };
    const parted = must(
      forkPoint(
        [{ id: parent, revision: undefined }],
        [{ id: variant, revision: undefined }, above],
      ),
      'where they parted',
    );
    expect(parted).toEqual({ id: parent, revision: 1 });
    const base = await read(editor, parted.id, parted.revision);
    const merge = mergeDesigns({
      base: base.graph,
      ours: ours.graph,
      theirs: theirs.graph,
      picks: new Map([['layer/conv/name', 'theirs']]),
    });
    expect(merge.conflicts.map(({ id }) => id)).toEqual(['layer/conv/name']);

    const gesture = mergeGesture({ id: variant, revision: theirs.revision });
    const sent = merge.operations.map((operation, index) => ({
      seq: index + 1,
      gesture,
      operation,
    }));
    const client = newId();
    expect(sent.length).toBeGreaterThan(500);
    for (const operations of [sent.slice(0, 500), sent.slice(500)])
      await editor.get(PUSH, { designId: parent, client, operations });

    const after = await read(editor, parent);
    expect(unordered(after.graph)).toEqual(unordered(merge.merged));
    expect(after.revision).toBe(ours.revision + sent.length);
    const { history } = await editor.get<{
      history: { operations: readonly { gesture: string }[] };
    }>(GESTURES, { id: parent });
    expect(new Set(history.operations.map((each) => mergedIn(each.gesture)?.id))).toEqual(
      new Set([variant]),
    );
    const { merges } = await viewer.get<{ merges: unknown }>(MERGES, {
      id: parent,
      source: variant,
    });
    expect(merges).toEqual([
      { sourceRevision: theirs.revision, revision: after.revision, stands: true },
    ]);
    const again = mergeDesigns({ base: theirs.graph, ours: after.graph, theirs: theirs.graph });
    expect(again.operations).toEqual([]);

    const back = operationsBetween(after.graph, ours.graph);
    await openTab(editor, parent).push(...back);
    const undone = await viewer.get<{ merges: unknown }>(MERGES, { id: parent, source: variant });
    expect(undone.merges).toEqual([
      { sourceRevision: theirs.revision, revision: after.revision, stands: false },
    ]);
  });

  test('[P15] asks no right of anybody but to read the one design and to edit the other', async () => {
    const { editor, viewer, outsider } = cast.people;
    const parent = await makeDesign(editor, cast.projectId, storeGraph(smallDesign()));
    const variant = await fork(editor, parent);
    await openTab(editor, variant).push(rename('conv', 'theirs'));
    expect((await read(viewer, variant)).revision).toBe(1);
    expect((await read(viewer, parent, 0)).graph).toEqual(smallDesign());
    const operations = [
      {
        seq: 1,
        gesture: mergeGesture({ id: variant, revision: 1 }),
        operation: rename('conv', 'x'),
      },
    ];
    const answer = await viewer.ask(PUSH, { designId: parent, client: newId(), operations });
    expect(answer.errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    const own = await makeDesign(outsider, await makeProject(outsider), storeGraph(smallDesign()));
    expect((await read(outsider, own)).revision).toBe(0);
    const refused = await outsider.ask(DOCUMENT, { id: variant });
    expect(refused.errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
  });
});
