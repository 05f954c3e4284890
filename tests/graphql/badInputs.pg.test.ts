import { randomBytes } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { smallDesign } from '@/tests/support/smallDesign';
import { makeBystanders } from '../support/bystanders';
import { makeDesign } from '../support/cast';
import { addNode, connect } from '../support/seed';
import { servedCast } from '../support/servedCast';
import { FOLLOW, follow, openTab, PUSH } from '../support/tab';

/*
 * Everything here comes from one person, over HTTP or the socket, into a design that another works on
 * and a third follows. Whatever it is, it is answered with a typed error or refusal; the document does not
 * change, and after it the other two go on as though nothing had happened.
 */
const { database, server, cast } = await servedCast({ production: true });
const bystanders = await makeBystanders(database, cast);
const designId = bystanders.designId;
const elsewhere = await makeDesign(cast.people.owner, cast.projectId);
await openTab(cast.people.owner, elsewhere).push(addNode('elsewhere'));

afterEach(() => bystanders.expectUntouched());

/** Pushes a text that stands for the operations, as it is, under a client of its own. */
async function pushText(operations: string, design = designId) {
  const variables = `{"designId":${JSON.stringify(design)},"client":"bad-${randomBytes(6).toString('hex')}","operations":${operations}}`;
  const response = await fetch(`${server.url}/api/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: cast.people.editor.cookie() },
    body: `{"query":${JSON.stringify(PUSH)},"variables":${variables}}`,
  });
  return { status: response.status, ...((await response.json()) as object) };
}

function sent(operation: unknown, seq: unknown = 1, gesture: unknown = 'g') {
  return JSON.stringify([{ seq, gesture, operation }]);
}

const rename = (id: string, name = 'x') => ({ type: 'renameNode', id, name });
const moved = (x: string) =>
  `[{"seq":1,"gesture":"g","operation":{"type":"moveNodes","moves":[{"id":"conv","position":{"x":${x},"y":0}}]}}]`;
const node = (id: string, more: object = {}) => {
  const { node: frame } = addNode('n') as { node: object };
  return { type: 'addNode', node: { ...frame, id, ...more } };
};

describe('an operation', () => {
  test.each([
    ['of an unknown kind', sent({ type: 'explode' }), 'MALFORMED'],
    ['with no kind', sent({ id: 'conv', name: 'x' }), 'MALFORMED'],
    ['whose kind is a prototype’s', sent({ type: 'toString' }), 'MALFORMED'],
    ['that is a list', sent([rename('conv')]), 'MALFORMED'],
    ['with a field missing', sent({ type: 'renameNode', id: 'conv' }), 'MALFORMED'],
    ['with a field too many', sent({ ...rename('conv'), actor: 'me' }), 'MALFORMED'],
    ['with an empty id', sent(node('')), 'MALFORMED'],
    ['with an id of ten thousand letters', sent(node('x'.repeat(10_000))), 'MALFORMED'],
    ['with the id __proto__', sent(node('__proto__')), 'MALFORMED'],
    ['with a control character in an id', sent(node('a\u0007b')), 'MALFORMED'],
    ['with an id that runs from right to left', sent(node('\u202Eabc')), 'MALFORMED'],
    ['with a space of no width in an id', sent(node('a\u200Bb')), 'MALFORMED'],
    ['with half a surrogate pair in an id', sent(node('a\uD800b')), 'MALFORMED'],
    ['with half a surrogate pair in a name', sent(rename('conv', 'a\uDC00')), 'MALFORMED'],
    ['with a NUL in a name', sent(rename('conv', 'a\0b')), 'MALFORMED'],
    ['with an id that is taken', sent(node('conv')), 'DUPLICATE_ID'],
    ['on a layer of another design', sent(connect('w', 'elsewhere', 'spare')), 'NO_SUCH_NODE'],
    ['with a number beyond the canvas', moved('1e308'), 'MALFORMED'],
    ['with a number that no computer holds', moved('1e999'), 'MALFORMED'],
    ['with a text for a number', moved('"7"'), 'MALFORMED'],
    ['with null for a number', moved('null'), 'MALFORMED'],
    [
      'with a parameter out of its range',
      sent({ type: 'setParams', id: 'conv', params: { filters: -1 } }),
      'BAD_PARAM',
    ],
    [
      'with a parameter of another kind',
      sent({ type: 'setParams', id: 'conv', params: { units: 3 } }),
      'NO_SUCH_PARAM',
    ],
    ['that feeds a layer to itself', sent(connect('w', 'conv', 'conv')), 'SELF_LOOP'],
    ['that starts nowhere', sent(connect('w', 'gone', 'spare')), 'NO_SUCH_NODE'],
    ['that ends nowhere', sent(connect('w', 'conv', 'gone')), 'NO_SUCH_NODE'],
    ['that closes a circle', sent(connect('w', 'tail', 'mix')), 'CYCLE'],
    ['into a slot that is taken', sent(connect('w', 'image', 'relu')), 'SLOT_TAKEN'],
    ['into a layer that takes nothing', sent(connect('w', 'conv', 'image')), 'NO_SUCH_SLOT'],
    [
      'from an output that is not there',
      sent({
        type: 'connect',
        edge: { id: 'w', source: 'conv', port: 1, target: 'spare', slot: 0 },
      }),
      'NO_SUCH_PORT',
    ],
    [
      'from an output below zero',
      sent({
        type: 'connect',
        edge: { id: 'w', source: 'conv', port: -1, target: 'spare', slot: 0 },
      }),
      'MALFORMED',
    ],
    [
      'of ten thousand ids that are none',
      sent({ type: 'removeNodes', ids: Array.from({ length: 10_000 }, () => '') }),
      'MALFORMED',
    ],
    [
      'with a hundred thousand fields',
      `[{"seq":1,"gesture":"g","operation":{"type":"renameNode",${Array.from({ length: 100_000 }, (_, index) => `"k${index}":1`).join(',')}}}]`,
      'MALFORMED',
    ],
    ['of five megabytes', sent(rename('conv', 'x'.repeat(5_000_000))), 'MALFORMED'],
  ])('%s is rejected, under a code and with a sentence', async (_name, operations, code) => {
    expect(await pushText(operations)).toEqual({
      status: 200,
      data: {
        pushOperations: {
          revision: bystanders.revision(),
          answers: [
            {
              seq: 1,
              outcome: 'REJECT',
              revision: null,
              code,
              message: expect.stringMatching(/\S/),
            },
          ],
        },
      },
    });
  });

  test.each([
    ['that renames a layer that is gone', sent(rename('gone'))],
    ['that removes what is gone', sent({ type: 'removeNodes', ids: ['gone'] })],
    ['that ungroups what is no group', sent({ type: 'ungroup', id: 'gone' })],
    ['that cuts a wire that is gone', sent({ type: 'disconnect', ids: ['gone'] })],
    ['that draws a wire which is there', 'same wire'],
    ['that moves a layer by less than nothing', '-0'],
  ])('%s is discarded', async (_name, operations) => {
    const { position } = smallDesign().nodes.get('image') ?? { position: { x: 0, y: 0 } };
    const [edge] = smallDesign().edges.values();
    const still = { id: 'image', position: { ...position, y: position.y } };
    const text =
      operations === 'same wire'
        ? sent({ type: 'connect', edge })
        : operations === '-0'
          ? JSON.stringify([
              { seq: 1, gesture: 'g', operation: { type: 'moveNodes', moves: [still] } },
            ]).replace(/:0([,}])/g, ':-0$1')
          : operations;
    expect(await pushText(text)).toMatchObject({
      status: 200,
      data: { pushOperations: { answers: [{ seq: 1, outcome: 'DISCARD' }] } },
    });
  });
});

describe('a push', () => {
  const fine = rename('conv', 'never');
  test.each([
    ['of null', sent(null), 400, 'BAD_INPUT'],
    ['with NaN', moved('NaN'), 400, 'BAD_INPUT'],
    ['with Infinity', moved('Infinity'), 400, 'BAD_INPUT'],
    [
      'that reaches for a prototype',
      `[{"seq":1,"gesture":"g","operation":{"__proto__":{}}}]`,
      400,
      'BAD_INPUT',
    ],
    ['with the number 0', sent(fine, 0), 200, 'CONFLICT'],
    ['with a number below zero', sent(fine, -1), 200, 'CONFLICT'],
    ['with a number that leaves a gap', sent(fine, 2), 200, 'CONFLICT'],
    ['with the number 2³¹ − 1', sent(fine, 2 ** 31 - 1), 200, 'CONFLICT'],
    ['with the number 2⁵³', sent(fine, 2 ** 53), 400, 'BAD_INPUT'],
    ['with half a number', sent(fine, 1.5), 400, 'BAD_INPUT'],
    ['with a text for a number', sent(fine, '1'), 400, 'BAD_INPUT'],
    ['with an empty gesture', sent(fine, 1, ''), 200, 'BAD_INPUT'],
    ['with a gesture of ten thousand letters', sent(fine, 1, 'x'.repeat(10_000)), 200, 'BAD_INPUT'],
    ['of nothing', '[]', 200, 'BAD_INPUT'],
    ['of null', 'null', 400, 'BAD_INPUT'],
    ['of 501 operations', manyOperations(501), 200, 'BAD_INPUT'],
    ['of ten thousand operations', manyOperations(10_000), 200, 'BAD_INPUT'],
    [
      'nested ten thousand deep',
      `[{"seq":1,"gesture":"g","operation":${'['.repeat(10_000)}${']'.repeat(10_000)}}]`,
      400,
      'BAD_INPUT',
    ],
    [
      'that is larger than a request may be',
      sent(rename('conv', 'x'.repeat(17_000_000))),
      413,
      'LIMIT_EXCEEDED',
    ],
  ])('%s is refused as a whole', async (_name, operations, status, code) => {
    const answer = await pushText(operations);
    expect(answer).toMatchObject({ status, errors: [{ extensions: { code } }] });
    expect(JSON.stringify(answer).length).toBeLessThan(2_000);
  });

  test.each(['', '__proto__', 'x'.repeat(10_000), 'a\0b', '\u202Eabc', "' OR 1=1 --"])(
    'into the design %j is answered like one into none',
    async (id) => {
      expect(await pushText(sent(fine), id)).toMatchObject({
        status: 200,
        errors: [{ extensions: { code: 'NOT_FOUND' } }],
      });
    },
  );

  test.each(['', '__proto__', 'x'.repeat(65), 'a b'])(
    'of the client %j is refused',
    async (client) => {
      const operations = [{ seq: 1, gesture: 'g', operation: fine }];
      const answer = await cast.people.editor.ask(PUSH, { designId, client, operations });
      expect(answer).toMatchObject({
        status: 200,
        errors: [{ extensions: { code: 'BAD_INPUT' } }],
      });
    },
  );

  test('that repeats a number is answered as before, and refused with another body', async () => {
    const { editor } = cast.people;
    const push = (operation: unknown) =>
      editor.ask(PUSH, {
        designId,
        client: 'repeats',
        operations: [{ seq: 1, gesture: 'g', operation }],
      });
    const first = await push(rename('gone'));
    expect(first).toMatchObject({
      data: { pushOperations: { answers: [{ outcome: 'DISCARD' }] } },
    });
    expect(await push(rename('gone'))).toEqual(first);
    expect(await push(fine)).toMatchObject({ errors: [{ extensions: { code: 'CONFLICT' } }] });
  });

  test('under the client of somebody else is refused', async () => {
    const operations = [{ seq: 1, gesture: 'g', operation: fine }];
    const { client } = bystanders;
    expect(await cast.people.editor.ask(PUSH, { designId, client, operations })).toMatchObject({
      errors: [{ extensions: { code: 'FORBIDDEN' } }],
    });
  });
});

describe('a revision', () => {
  test.each([
    ['below zero', -1, 'BAD_INPUT'],
    ['below all numbers', -(2 ** 31), 'BAD_INPUT'],
    ['beyond 32 bits', 2 ** 31, 'BAD_INPUT'],
    ['that is half a number', 1.5, 'BAD_INPUT'],
    ['that is a text', '7', 'BAD_INPUT'],
    ['that is missing', null, 'BAD_INPUT'],
  ])('%s is refused, by the log over HTTP and over the socket', async (_name, after, code) => {
    const { editor } = cast.people;
    const query =
      'query($id: ID!, $after: Int!) { operations(designId: $id, after: $after) { headRevision } }';
    const answer = await editor.ask(query, { id: designId, after });
    expect(answer).toMatchObject({ errors: [{ extensions: { code } }] });
    const events = editor.subscribe(FOLLOW, { designId, sinceRevision: after });
    const errors = await events.next().then(
      ({ value }) => value.errors,
      (reason) => reason,
    );
    expect(errors).toMatchObject([{ extensions: { code } }]);
  });

  test.each([
    ['of the future', 2 ** 31 - 1],
    ['of another design', 1],
  ])('%s is one that the log ends before', async (_name, sinceRevision) => {
    const empty = await makeDesign(cast.people.owner, cast.projectId);
    const events = follow(cast.people.editor, empty, sinceRevision);
    expect(await events.next()).toMatchObject({ toRevision: 0, headRevision: 0, operations: [] });
    await events.stop();
  });
});

describe('a comment', () => {
  const OPEN =
    'mutation($designId: ID!, $body: String!) { openThread(designId: $designId, anchor: { type: DESIGN }, body: $body) { comments { body } } }';

  test.each([
    '<script>alert(1)</script>',
    '<svg onload=alert(1)>',
    '[click](javascript:alert(1))',
    '"><img src=x onerror=alert(1)>',
    '@nobody @<b>owner</b>',
  ])('%s is kept as the text that it is', async (body) => {
    expect(await cast.people.commenter.get(OPEN, { designId, body })).toEqual({
      openThread: { comments: [{ body }] },
    });
  });

  test('of a hundred thousand characters is refused', async () => {
    const answer = await cast.people.commenter.ask(OPEN, { designId, body: 'x'.repeat(100_000) });
    expect(answer).toMatchObject({ errors: [{ extensions: { code: 'BAD_INPUT' } }] });
  });
});

function manyOperations(count: number): string {
  return JSON.stringify(
    Array.from({ length: count }, (_, index) => ({
      seq: index + 1,
      gesture: 'g',
      operation: rename('conv', `name ${index}`),
    })),
  );
}
