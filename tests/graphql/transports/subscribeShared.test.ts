import { buildSchema, parse, print } from 'graphql';
import { expect, test } from 'vitest';
import { DesignEventsDocument, PresenceDocument } from '@/app/_graphql/documents.generated';
import { schema as ours } from '@/graphql/schema';
import { isShareable, subscribeShared } from '@/graphql/transports/subscribeShared';

/** A schema whose events count how often they are read. */
function counted() {
  const schema = buildSchema(`
    type Query { x: Int }
    type Subscription { news(of: Int): News }
    type News { number: Int, twice(by: Int): Int, mine: String, part: Part }
    type Part { number: Int }
  `);
  let reads = 0;
  const event = {
    get number() {
      reads++;
      return 7;
    },
    twice: 14,
    part: { number: 8 },
  };
  const field = schema.getSubscriptionType()?.getFields().news;
  if (!field) throw new Error('There is no such field.');
  field.subscribe = async function* () {
    yield event;
  };
  field.resolve = (source) => source;
  const mine = schema.getType('News');
  if (!mine || !('getFields' in mine)) throw new Error('There is no such type.');
  const own = mine.getFields().mine;
  if (!own || !('args' in own)) throw new Error('There is no such field.');
  own.resolve = (_source, _args, context: { readonly name: string }) => context.name;
  return { schema, reads: () => reads };
}

/** What each of several people gets of one event. */
async function answers(
  { schema }: ReturnType<typeof counted>,
  query: string,
  ...people: readonly { readonly name: string; readonly variables?: Record<string, unknown> }[]
): Promise<readonly unknown[]> {
  const document = parse(query);
  return Promise.all(
    people.map(async ({ name, variables = {} }) => {
      const contextValue = { name };
      const heard: unknown[] = [];
      const stream = await subscribeShared({
        schema,
        document,
        contextValue,
        variableValues: variables,
        deliver: (answer) => heard.push(JSON.parse(answer)),
        plain: (errors) => errors.map((error) => error.toJSON()),
      });
      if (!(Symbol.asyncIterator in stream)) return stream;
      await stream.next();
      return heard[0];
    }),
  );
}

const ADA = { name: 'Ada' };
const GRACE = { name: 'Grace' };

test('what is read off an event is read once for all who ask the same', async () => {
  const source = counted();
  const query = `subscription($of: Int) { news(of: $of) { ...all part { number } } }
    fragment all on News { number }`;
  const data = { news: { number: 7, part: { number: 8 } } };
  const people = [
    { ...ADA, variables: { of: 1 } },
    { ...GRACE, variables: { of: 2 } },
  ];
  expect(await answers(source, query, ...people)).toEqual([{ data }, { data }]);
  expect(source.reads()).toBe(1);
});

test('what depends on who asks is worked out for each', async () => {
  const source = counted();
  expect(await answers(source, 'subscription { news { number mine } }', ADA, GRACE)).toEqual([
    { data: { news: { number: 7, mine: 'Ada' } } },
    { data: { news: { number: 7, mine: 'Grace' } } },
  ]);
  expect(source.reads()).toBe(2);
});

test('what depends on the variables of who asks is worked out for each', async () => {
  const source = counted();
  const query = 'subscription($all: Boolean!) { news { number twice @include(if: $all) } }';
  const people = [
    { ...ADA, variables: { all: true } },
    { ...GRACE, variables: { all: false } },
  ];
  expect(await answers(source, query, ...people)).toEqual([
    { data: { news: { number: 7, twice: 14 } } },
    { data: { news: { number: 7 } } },
  ]);
});

test('what the source refuses is told as it is', async () => {
  const { schema } = counted();
  const document = parse('subscription { nothing }');
  const listening = { deliver: () => {}, plain: () => [] };
  expect(await subscribeShared({ schema, document, ...listening })).toMatchObject({
    errors: [{ message: expect.stringContaining('nothing') }],
  });
});

test.each([
  ['news of a design', DesignEventsDocument],
  ['who is there', PresenceDocument],
])('%s are the same for all who follow, as the page asks for them', (_name, document) => {
  expect(isShareable({ schema: ours, document: parse(print(document)) })).toBe(true);
});
