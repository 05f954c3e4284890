import { describe, expect, test } from 'vitest';
import { PAGE } from '@/db/feed/page';
import { newId } from '@/lib/ids';
import { makeDesign } from '../support/cast';
import { addNode, connect } from '../support/seed';
import { servedCast } from '../support/servedCast';
import { openTab, PUSH } from '../support/tab';

const { cast } = await servedCast();

describe('pushOperations', () => {
  test('[P3] [P7] answers every operation, and says why not', async () => {
    const designId = await makeDesign(cast.people.owner, cast.projectId);
    const tab = openTab(cast.people.editor, designId);
    const answer = await tab.push(
      addNode('a'),
      connect('loop', 'a', 'a'),
      { type: 'renameNode', id: 'gone', name: 'x' },
      { type: 'explode' },
    );
    expect(answer).toEqual({
      status: 200,
      data: {
        pushOperations: {
          revision: 1,
          answers: [
            { seq: 1, outcome: 'COMMIT', revision: 1, code: null, message: null },
            {
              seq: 2,
              outcome: 'REJECT',
              revision: null,
              code: 'SELF_LOOP',
              message: expect.stringMatching(/\.$/),
            },
            {
              seq: 3,
              outcome: 'DISCARD',
              revision: null,
              code: null,
              message: 'The layer is gone, and its name with it.',
            },
            {
              seq: 4,
              outcome: 'REJECT',
              revision: null,
              code: 'MALFORMED',
              message: expect.any(String),
            },
          ],
        },
      },
    });
  });

  test('[P8] tells the number that was expected', async () => {
    const operations = [{ seq: 5, gesture: 'g', operation: addNode('a') }];
    const { errors } = await cast.people.editor.ask(PUSH, {
      designId: cast.designId,
      client: newId(),
      operations,
    });
    expect(errors).toMatchObject([
      {
        message: 'Operation 5 leaves a gap: number 1 was expected.',
        extensions: { code: 'CONFLICT', expected: 1 },
      },
    ]);
  });

  test.each([
    ['no operations', [], 'A push holds at least one operation.'],
    [
      '501 operations',
      Array.from({ length: 501 }, (_, index) => ({
        seq: index + 1,
        gesture: 'g',
        operation: addNode(`n${index}`),
      })),
      'A push holds at most 500 operations.',
    ],
    [
      'a gesture that is no id',
      [{ seq: 1, gesture: '', operation: addNode('a') }],
      'The id of a gesture must be 1 to 64 letters, digits, dots, dashes or underscores.',
    ],
  ])('refuses %s with a sentence', async (_name, operations, message) => {
    const { errors } = await cast.people.editor.ask(PUSH, {
      designId: cast.designId,
      client: newId(),
      operations,
    });
    expect(errors).toMatchObject([{ message, extensions: { code: 'BAD_INPUT' } }]);
  });

  test('takes 500 operations at once', async () => {
    const designId = await makeDesign(cast.people.owner, cast.projectId);
    const all = Array.from({ length: 500 }, (_, index) => addNode(`n${index}`));
    const { data } = await openTab(cast.people.editor, designId).push(...all);
    expect(data).toMatchObject({ pushOperations: { revision: 500 } });
  });
});

describe('the log', () => {
  test('[P4] is read in pages, and the document at every revision', async () => {
    const { owner } = cast.people;
    const designId = await makeDesign(owner, cast.projectId);
    const all = Array.from({ length: 130 }, (_, index) => addNode(`n${index}`));
    await openTab(owner, designId).push(...all);
    const read = (after: number) =>
      owner.get<{ operations: { operations: { revision: number }[]; headRevision: number } }>(
        'query($id: ID!, $after: Int!) { operations(designId: $id, after: $after) { headRevision operations { revision operation } } }',
        { id: designId, after },
      );
    const first = (await read(0)).operations;
    const second = (await read(PAGE)).operations;
    expect(first.operations.map(({ revision }) => revision)).toEqual(
      Array.from({ length: PAGE }, (_, index) => index + 1),
    );
    expect([second.operations.length, second.headRevision]).toEqual([30, 130]);
    const { design } = await owner.get<{
      design: { document: { revision: number; graph: { nodes: { id: string }[] } } };
    }>('query($id: ID!) { design(id: $id) { document(revision: 2) { revision graph } } }', {
      id: designId,
    });
    expect(design.document.revision).toBe(2);
    expect(design.document.graph.nodes.map(({ id }) => id)).toEqual(['n0', 'n1']);
    const { errors } = await owner.ask(
      'query($id: ID!) { design(id: $id) { document(revision: 131) { revision } } }',
      { id: designId },
    );
    expect(errors).toMatchObject([
      { message: '“Baseline” has no revision 131.', extensions: { code: 'NOT_FOUND' } },
    ]);
  });
});
