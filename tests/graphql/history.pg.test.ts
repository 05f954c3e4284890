import { describe, expect, test } from 'vitest';
import { makeLayer } from '@/lib/layers/catalogue';
import { makeDesign } from '../support/cast';
import { addNode, connect, seedNode } from '../support/seed';
import { servedCast } from '../support/servedCast';
import { openTab } from '../support/tab';

const { cast } = await servedCast();

const HISTORY = `query($designId: ID!, $before: Int) {
  history(designId: $designId, before: $before) { headRevision operations { revision operation inverse actor { id } } }
}`;
const LAYER = `query($designId: ID!, $layer: ID!) {
  layerHistory(designId: $designId, layer: $layer) { revision operation inverse }
}`;
const NAME = `mutation($designId: ID!, $revision: Int!, $name: String) {
  nameVersion(designId: $designId, revision: $revision, name: $name) {
    activity versions { revision name createdBy { id } }
  }
}`;

interface Page {
  readonly history: {
    readonly headRevision: number;
    readonly operations: readonly {
      readonly revision: number;
      readonly operation: { readonly type: string };
      readonly inverse: readonly { readonly type: string }[];
    }[];
  };
}

describe('the history of a design', () => {
  test('[P13] comes newest first, a page at a time, with who did it and what was there before', async () => {
    const { editor, viewer } = cast.people;
    const designId = await makeDesign(editor, cast.projectId);
    const many = Array.from({ length: 130 }, (_, index) => addNode(`n${index}`));
    await openTab(editor, designId).push(...many, { type: 'removeNodes', ids: ['n0'] });
    const { history: newest } = await viewer.get<Page>(HISTORY, { designId });
    expect(newest.headRevision).toBe(131);
    expect(newest.operations.map(({ revision }) => revision)).toEqual(
      Array.from({ length: 100 }, (_, index) => 131 - index),
    );
    expect(newest.operations[0]).toEqual({
      revision: 131,
      operation: { type: 'removeNodes', ids: ['n0'] },
      inverse: [addNode('n0')],
      actor: { id: editor.id },
    });
    const { history: older } = await viewer.get<Page>(HISTORY, { designId, before: 32 });
    expect(older.operations.map(({ revision }) => revision)).toEqual(
      Array.from({ length: 31 }, (_, index) => 31 - index),
    );
    expect((await viewer.get<Page>(HISTORY, { designId, before: 1 })).history.operations).toEqual(
      [],
    );
  });

  test('[P13] refuses to look before its beginning', async () => {
    const { designId } = cast;
    const answer = await cast.people.viewer.ask(HISTORY, { designId, before: 0 });
    expect(answer.errors).toMatchObject([
      { message: 'History ends before revision 1.', extensions: { code: 'BAD_INPUT' } },
    ]);
  });

  test('[P13] of one layer tells who set what, and what it was before', async () => {
    const { editor, viewer } = cast.people;
    const designId = await makeDesign(editor, cast.projectId);
    const node = { ...seedNode('c'), ...makeLayer('conv2d', { filters: 8 }) };
    await openTab(editor, designId).push(
      { type: 'addNode', node },
      addNode('d'),
      connect('w', 'c', 'd'),
      { type: 'setParams', id: 'c', params: { filters: 16 } },
      { type: 'moveNodes', moves: [{ id: 'c', position: { x: 9, y: 9 } }] },
      { type: 'renameNode', id: 'd', name: 'other' },
      { type: 'renameNode', id: 'c', name: 'stem' },
    );
    const told = await viewer.get<{ layerHistory: unknown }>(LAYER, { designId, layer: 'c' });
    expect(told.layerHistory).toEqual([
      {
        revision: 7,
        operation: { type: 'renameNode', id: 'c', name: 'stem' },
        inverse: [{ type: 'renameNode', id: 'c', name: 'c' }],
      },
      {
        revision: 4,
        operation: { type: 'setParams', id: 'c', params: { filters: 16 } },
        inverse: [{ type: 'setParams', id: 'c', params: { filters: 8 } }],
      },
      {
        revision: 1,
        operation: { type: 'addNode', node },
        inverse: [{ type: 'removeNodes', ids: ['c'] }],
      },
    ]);
  });
});

describe('a named version', () => {
  test('[P13] is given, changed and taken away; each moves the activity counter', async () => {
    const { editor, owner } = cast.people;
    const designId = await makeDesign(editor, cast.projectId);
    await openTab(editor, designId).push(addNode('a'), addNode('b'));
    const give = (revision: number, name: string | null, person = editor) =>
      person.get(NAME, { designId, revision, name });
    const by = { createdBy: { id: editor.id } };
    await give(0, ' Empty ');
    expect(await give(2, 'Baseline')).toMatchObject({
      nameVersion: {
        versions: [
          { revision: 2, name: 'Baseline', ...by },
          { revision: 0, name: 'Empty', ...by },
        ],
      },
    });
    expect(await give(2, 'First try', owner)).toMatchObject({
      nameVersion: { versions: [{ revision: 2, name: 'First try', ...by }, { revision: 0 }] },
    });
    expect(await give(0, null)).toMatchObject({
      nameVersion: { versions: [{ revision: 2, name: 'First try' }] },
    });
    expect(
      await editor.get('query($id: ID!) { design(id: $id) { activity } }', { id: designId }),
    ).toEqual({ design: { activity: 4 } });
  });

  test.each([
    [5, 'x', 'NOT_FOUND', '“Baseline” has no revision 5.'],
    [-1, 'x', 'NOT_FOUND', '“Baseline” has no revision -1.'],
    [0, '  ', 'BAD_INPUT', 'The name of the version must not be empty.'],
  ])('of revision %i cannot be %j', async (revision, name, code, message) => {
    const designId = await makeDesign(cast.people.editor, cast.projectId);
    const answer = await cast.people.editor.ask(NAME, { designId, revision, name });
    expect(answer.errors).toMatchObject([{ message, extensions: { code } }]);
  });
});
