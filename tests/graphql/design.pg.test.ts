import { describe, expect, test } from 'vitest';
import { storeGraph } from '@/lib/graph/stored';
import { must } from '@/lib/invariant';
import { templateById } from '@/lib/templates/templates';
import { CREATE_DESIGN, makeDesign } from '../support/cast';
import { addNode, connect } from '../support/seed';
import { servedCast } from '../support/servedCast';
import { follow, openTab } from '../support/tab';

const { database, cast } = await servedCast();

const DESIGN = `query($id: ID!) {
  design(id: $id) {
    name revision activity forkRevision archivedAt
    project { id role }
    createdBy { id }
    parent { id name }
    variants { name }
    document { revision graph }
    summary { layers params macs unknown }
  }
}`;

interface DesignShape {
  readonly design: {
    readonly revision: number;
    readonly activity: number;
    readonly document: { readonly graph: unknown };
    readonly variants: readonly unknown[];
  };
}

const resnet = storeGraph(must(templateById('resnet18'), 'the template').build());

describe('a design', () => {
  test('begins with an empty canvas', async () => {
    const { editor } = cast.people;
    const id = await makeDesign(editor, cast.projectId);
    expect(await editor.get(DESIGN, { id })).toEqual({
      design: {
        name: 'Baseline',
        revision: 0,
        activity: 0,
        forkRevision: null,
        archivedAt: null,
        project: { id: cast.projectId, role: 'EDITOR' },
        createdBy: { id: editor.id },
        parent: null,
        variants: [],
        document: {
          revision: 0,
          graph: {
            format: 'layerboard-graph/1',
            nodes: [],
            edges: [],
            groups: [],
            settings: { batch: 32, precision: 'fp32', optimizer: 'adam', field: 'exact' },
          },
        },
        summary: { layers: 0, params: 0, macs: 0, unknown: 0 },
      },
    });
  });

  test('begins with a graph exactly as it was given, after a restart too', async () => {
    const { editor, viewer } = cast.people;
    const id = await makeDesign(editor, cast.projectId, resnet);
    const first = await viewer.get<DesignShape>(DESIGN, { id });
    expect(first.design.document.graph).toEqual(resnet);
    expect(first.design).toMatchObject({
      summary: { params: 11_689_512, macs: 1_814_073_344, unknown: 0 },
    });
    database.documents.forget(id);
    expect(await viewer.get(DESIGN, { id })).toEqual(first);
  });

  test.each([
    [
      'of another format',
      { format: 'other/2', nodes: [], edges: [] },
      /^The graph cannot be read: format: /,
    ],
    [
      'with a wire to nowhere',
      {
        format: 'layerboard-graph/1',
        nodes: [],
        edges: [{ id: 'w', source: 'a', port: 0, target: 'b', slot: 0 }],
      },
      /does not exist/,
    ],
    [
      'with a character that cannot be stored',
      { format: 'layerboard-graph/1', nodes: [], edges: [], 'a\0': 1 },
      /character that cannot be stored/,
    ],
    ['that is a text', 'resnet', /^The graph cannot be read/],
  ])('is not made of a graph %s', async (_name, graph, message) => {
    const answer = await cast.people.editor.ask(CREATE_DESIGN, {
      input: { projectId: cast.projectId, name: 'Broken', graph },
    });
    expect(answer.errors).toMatchObject([
      { message: expect.stringMatching(message), extensions: { code: 'BAD_INPUT' } },
    ]);
  });

  test('counts what cannot be computed as unknown', async () => {
    const id = await makeDesign(cast.people.editor, cast.projectId);
    await openTab(cast.people.editor, id).push(addNode('a'), addNode('b'), connect('w', 'a', 'b'));
    expect(await cast.people.viewer.get(DESIGN, { id })).toMatchObject({
      design: { revision: 3, summary: { layers: 2, unknown: 2 } },
    });
  });
});

describe('a variant', () => {
  test('remembers its parent and revision, and goes its own way', async () => {
    const { editor } = cast.people;
    const parent = await makeDesign(editor, cast.projectId, resnet);
    await openTab(editor, parent).push(addNode('extra'));
    const { forkDesign } = await editor.get<{ forkDesign: { id: string } }>(
      'mutation($id: ID!) { forkDesign(id: $id, name: "Slimmer") { id } }',
      { id: parent },
    );
    await openTab(editor, forkDesign.id).push({ type: 'removeNodes', ids: ['extra'] });
    await openTab(editor, parent).push({ type: 'renameNode', id: 'extra', name: 'kept' });
    expect(await editor.get(DESIGN, { id: forkDesign.id })).toMatchObject({
      design: {
        name: 'Slimmer',
        revision: 1,
        forkRevision: 1,
        parent: { id: parent, name: 'Baseline' },
        document: { graph: resnet },
      },
    });
    const { design } = await editor.get<DesignShape>(DESIGN, { id: parent });
    expect(design).toMatchObject({ revision: 2, activity: 1, variants: [{ name: 'Slimmer' }] });
  });

  test('is told to those who have its parent open', async () => {
    const { editor, viewer } = cast.people;
    const parent = await makeDesign(editor, cast.projectId);
    const events = follow(viewer, parent, 0);
    await events.next();
    await editor.get('mutation($id: ID!) { forkDesign(id: $id, name: "Other") { id } }', {
      id: parent,
    });
    expect(await events.next()).toMatchObject({ activity: 1, operations: [] });
    await events.stop();
  });

  test('that is a copy does not remember where it came from', async () => {
    const { editor } = cast.people;
    const id = await makeDesign(editor, cast.projectId, resnet);
    const { duplicateDesign } = await editor.get<{ duplicateDesign: { id: string } }>(
      'mutation($id: ID!) { duplicateDesign(id: $id, name: "Copy") { id } }',
      { id },
    );
    expect(await editor.get(DESIGN, { id: duplicateDesign.id })).toMatchObject({
      design: {
        name: 'Copy',
        revision: 0,
        parent: null,
        forkRevision: null,
        document: { graph: resnet },
      },
    });
    expect(await editor.get(DESIGN, { id })).toMatchObject({ design: { variants: [] } });
  });
});

describe('a design that is put away', () => {
  test('leaves the list, cannot be changed, and comes back', async () => {
    const { owner } = cast.people;
    const id = await makeDesign(owner, cast.projectId);
    const archive = (archived: boolean) =>
      owner.get(
        'mutation($id: ID!, $archived: Boolean!) { archiveDesign(id: $id, archived: $archived) { id } }',
        { id, archived },
      );
    const listed = async (archived: boolean) => {
      const { project } = await owner.get<{ project: { designs: { id: string }[] } }>(
        'query($id: ID!, $archived: Boolean) { project(id: $id) { designs(archived: $archived) { id } } }',
        { id: cast.projectId, archived },
      );
      return project.designs.some((design) => design.id === id);
    };
    expect([await listed(false), await listed(true)]).toEqual([true, false]);
    await archive(true);
    expect([await listed(false), await listed(true)]).toEqual([false, true]);
    expect(await openTab(owner, id).push(addNode('a'))).toMatchObject({
      errors: [{ extensions: { code: 'FORBIDDEN' } }],
    });
    await archive(false);
    expect(await openTab(owner, id).push(addNode('a'))).not.toHaveProperty('errors');
  });
});
