import { describe, expect, test } from 'vitest';
import { LIMITS } from '@/graphql/limits';
import { servedCast } from '../support/servedCast';

const { server, cast } = await servedCast({ production: true });

function post(
  body: string | Uint8Array<ArrayBuffer>,
  headers: Readonly<Record<string, string>> = {},
) {
  return fetch(`${server.url}/api/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      cookie: cast.people.owner.cookie(),
      ...headers,
    },
    body,
  });
}

const times = (count: number, each: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => each(index)).join(' ');

/** Documents that are refused, with what the answer says. */
const refused: readonly (readonly [string, string, string, RegExp])[] = [
  [
    '101 aliases',
    `{ viewer { ${times(101, (index) => `a${index}: __typename`)} } }`,
    'LIMIT_EXCEEDED',
    /has 101 aliases; at most 15/,
  ],
  [
    'a field 500 times',
    `{ ${times(500, () => '__typename')} }`,
    'LIMIT_EXCEEDED',
    /has 500 fields at its top; at most 10/,
  ],
  [
    'twenty levels',
    `{ projects { ${times(10, () => 'designs { project {')} id ${times(20, () => '}')} } }`,
    'LIMIT_EXCEEDED',
    /has \d+ levels; at most 9/,
  ],
  [
    'lists within lists',
    '{ projects { designs { variants { variants { variants { id } } } } } }',
    'LIMIT_EXCEEDED',
    /fields, lists counted as ten; at most 10000/,
  ],
  [
    'fragments that double and double again',
    `{ ...f0 } ${times(14, (index) => `fragment f${index} on Query { ...f${index + 1} ...f${index + 1} }`)} fragment f14 on Query { __typename }`,
    'LIMIT_EXCEEDED',
    /at most/,
  ],
  [
    'eleven directives',
    `{ viewer { ${times(11, () => 'id @skip(if: false)')} } }`,
    'LIMIT_EXCEEDED',
    /has 11 directives/,
  ],
  [
    'thousands of overlapping fields',
    `{ ${times(4_000, () => 'viewer { id }')} }`,
    'BAD_INPUT',
    /more tha[nt] 1500 tokens/,
  ],
  [
    'a circle of fragments',
    '{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }',
    'BAD_INPUT',
    /Cannot spread fragment/,
  ],
  ['introspection', '{ __schema { types { name } } }', 'BAD_INPUT', /introspection/],
  [
    'a field that does not exist',
    '{ viewer { nam } }',
    'BAD_INPUT',
    /^Cannot query field "nam" on type "Viewer"\.$/,
  ],
  ['no document', 'not graphql', 'BAD_INPUT', /Syntax Error/],
  ['deferring', '{ viewer { ... @defer { id } } }', 'BAD_INPUT', /Unknown directive "@defer"/],
];

describe('a document with', () => {
  test.each(refused)('%s is refused with 400 over HTTP', async (_name, query, code, message) => {
    const answer = await cast.people.owner.ask(query);
    expect([answer.status, answer.data, answer.errors?.[0]]).toMatchObject([
      400,
      undefined,
      { message: expect.stringMatching(message), extensions: { code } },
    ]);
    expect(answer.errors?.length).toBeLessThanOrEqual(LIMITS.complaints + 1);
  });

  test.each(refused)('%s is refused alike over the socket', async (_name, query, code, message) => {
    const errors = await cast.people.owner
      .subscribe(query)
      .next()
      .catch((reason) => reason);
    expect(errors[0]).toMatchObject({
      message: expect.stringMatching(message),
      extensions: { code },
    });
  });
});

describe('a request', () => {
  test.each([
    ['with a body that is no JSON', '{"query": ', {}, 400, 'The body is not JSON.'],
    ['with an empty body', '', {}, 400, 'The body is not JSON.'],
    [
      'with several operations',
      '[{"query":"{viewer{id}}"}]',
      {},
      400,
      'A request holds one operation, not a list of them.',
    ],
    [
      'without a query',
      '{"variables":{}}',
      {},
      400,
      expect.stringContaining('GraphQL operations must contain'),
    ],
    ['with a query that is no text', '{"query":7}', {}, 400, 'GraphQL queries must be strings.'],
    [
      'from a form',
      'query={viewer{id}}',
      { 'content-type': 'application/x-www-form-urlencoded' },
      415,
      'The body must be of the type application/json.',
    ],
    [
      'as plain text',
      '{"query":"{viewer{id}}"}',
      { 'content-type': 'text/plain' },
      415,
      'The body must be of the type application/json.',
    ],
    [
      'in another charset',
      '{"query":"{viewer{id}}"}',
      { 'content-type': 'application/json; charset=utf-7' },
      415,
      'The body must be in UTF-8.',
    ],
    [
      'with a hash for a document',
      '{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"x"}}}',
      {},
      200,
      'PersistedQueryNotSupported',
    ],
  ])('%s is refused', async (_name, body, headers, status, message) => {
    const response = await post(body, headers as Record<string, string>);
    expect([response.status, await response.json()]).toMatchObject([
      status,
      { errors: [{ message, extensions: { code: 'BAD_INPUT' } }] },
    ]);
  });

  test('in UTF-8 that says so is answered', async () => {
    const response = await post('{"query":"{viewer{id}}"}', {
      'content-type': 'application/json; charset=utf-8',
    });
    expect(await response.json()).toEqual({ data: { viewer: { id: cast.people.owner.id } } });
  });

  test('in broken UTF-8 is refused', async () => {
    const response = await post(new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]));
    expect([response.status, await response.json()]).toMatchObject([
      400,
      { errors: [{ message: 'The body is not in UTF-8.' }] },
    ]);
  });

  test('with too large a body is refused, whether or not it says how large', async () => {
    const large = ' '.repeat(LIMITS.bodyBytes + 1);
    const told = await post(large);
    const streamed = await fetch(`${server.url}/api/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: new Blob([large]).stream(),
      duplex: 'half',
    } as RequestInit);
    expect([told.status, streamed.status]).toEqual([413, 413]);
  });

  test('with GET is refused', async () => {
    const response = await fetch(`${server.url}/api/graphql?query={viewer{id}}`);
    expect([response.status, await response.json()]).toMatchObject([
      405,
      { errors: [{ message: 'GraphQL is asked with POST.' }] },
    ]);
  });
});

describe('a JSON value', () => {
  const SAVE = 'mutation($input: CreateDesignInput!) { createDesign(input: $input) { id } }';
  const save = (graph: string) =>
    post(
      `{"query":${JSON.stringify(SAVE)},"variables":{"input":{"projectId":"${cast.projectId}","name":"x","graph":${graph}}}}`,
    );

  test('that is nested too deep is refused', async () => {
    const response = await save(`${'['.repeat(10_000)}${']'.repeat(10_000)}`);
    expect([response.status, await response.json()]).toMatchObject([
      400,
      { errors: [{ message: expect.stringContaining('nested at most 40 deep') }] },
    ]);
  });

  test('that reaches for a prototype is refused', async () => {
    const response = await save('{"__proto__":{"polluted":true}}');
    expect([response.status, await response.json()]).toMatchObject([
      400,
      { errors: [{ message: expect.stringContaining('__proto__') }] },
    ]);
    expect({}).not.toHaveProperty('polluted');
  });

  test('with a hundred thousand keys is answered like any graph that cannot be read', async () => {
    const keys = Array.from({ length: 100_000 }, (_, index) => `"k${index}":1`).join(',');
    const response = await save(`{${keys}}`);
    expect([response.status, await response.json()]).toMatchObject([
      200,
      { errors: [{ extensions: { code: 'BAD_INPUT' } }] },
    ]);
  });
});

describe('variables', () => {
  test.each([
    ['of the wrong type', { id: 7.5 }],
    ['that are missing', {}],
    ['that are objects', { id: { $ne: null } }],
  ])('%s are refused with 400', async (_name, variables) => {
    const answer = await cast.people.owner.ask(
      'query($id: ID!) { design(id: $id) { id } }',
      variables,
    );
    expect(answer).toMatchObject({ status: 400, errors: [{ extensions: { code: 'BAD_INPUT' } }] });
  });

  test.each([
    ['of ten thousand letters', 'x'.repeat(10_000), `${'x'.repeat(64)}…`],
    ['with a NUL', 'a\0b', 'a\0b'],
    ['that look like SQL', "' OR 1=1 --", "' OR 1=1 --"],
    ['of a prototype', '__proto__', '__proto__'],
    ['that are empty', '', ''],
  ])('with ids %s are answered like those of nothing', async (_name, id, shown) => {
    for (const [field, thing] of [
      ['design', 'design'],
      ['project', 'project'],
      ['comparison', 'comparison'],
      ['trainingRun', 'training run'],
    ]) {
      const answer = await cast.people.owner.ask(`query($id: ID!) { ${field}(id: $id) { id } }`, {
        id,
      });
      expect(answer).toMatchObject({
        status: 200,
        errors: [
          {
            message: `There is no ${thing} “${shown}” that you can see.`,
            extensions: { code: 'NOT_FOUND' },
          },
        ],
      });
    }
  });
});
