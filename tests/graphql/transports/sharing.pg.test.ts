import { expect, test } from 'vitest';
import { makeDesign } from '../../support/cast';
import { addNode } from '../../support/seed';
import { servedCast } from '../../support/servedCast';
import { follow, openTab } from '../../support/tab';

const { cast } = await servedCast();

/** Heads alone, operations only where they are wished for. */
const SOME = `subscription($designId: ID!, $wished: Boolean!) {
  designEvents(designId: $designId, sinceRevision: 0) {
    headRevision
    operations @include(if: $wished) { revision }
  }
}`;

/** What the app asks: nothing that depends on who asks. */
const PLAIN = `subscription($designId: ID!, $from: Int!) {
  designEvents(designId: $designId, sinceRevision: $from) {
    fromRevision headRevision operations { revision client }
  }
}`;

/** What a subscription says of a revision. */
async function saysOf(events: AsyncIterableIterator<unknown>, revision: number): Promise<unknown> {
  for await (const event of events) {
    const { data } = event as { readonly data: { designEvents: { headRevision: number } } };
    if (data.designEvents.headRevision === revision) return data.designEvents;
  }
  throw new Error('The subscription ended.');
}

test('[P10] followers of one event each get what they asked for, whatever others asked', async () => {
  const { owner, editor, viewer } = cast.people;
  const designId = await makeDesign(owner, cast.projectId);
  const wishing = viewer.subscribe(SOME, { designId, wished: true });
  const modest = viewer.subscribe(SOME, { designId, wished: false });
  const withActor = follow(owner, designId, 0);
  const same = follow(editor, designId, 0);
  const plain = [viewer, editor].map((each) => each.subscribe(PLAIN, { designId, from: 0 }));
  const first = [wishing, modest, ...plain].map((events) => saysOf(events, 1));
  await Promise.all([withActor.next(), same.next()]);
  const tab = openTab(editor, designId);
  await tab.push(addNode('a'));
  const said = {
    fromRevision: 0,
    headRevision: 1,
    operations: [{ revision: 1, client: tab.client }],
  };
  expect(await Promise.all(first)).toEqual([
    { headRevision: 1, operations: [{ revision: 1 }] },
    { headRevision: 1 },
    said,
    said,
  ]);
  const [one, two] = await Promise.all([withActor.next(), same.next()]);
  expect(one).toMatchObject({ operations: [{ revision: 1, actor: { id: editor.id } }] });
  expect(two).toEqual(one);
  await Promise.all([withActor.stop(), same.stop()]);
});

test('[P10] followers who come at different times get the same log', async () => {
  const { owner, editor } = cast.people;
  const designId = await makeDesign(owner, cast.projectId);
  const tab = openTab(editor, designId);
  await tab.push(addNode('a'), addNode('b'));
  const early = follow(owner, designId, 0);
  const late = follow(editor, designId, 1);
  const [whole, rest] = await Promise.all([early.next(), late.next()]);
  expect(whole.operations.map(({ revision }) => revision)).toEqual([1, 2]);
  expect(rest.operations).toEqual(whole.operations.slice(1));
  await tab.push(addNode('c'));
  expect(await early.next()).toEqual(await late.next());
  await Promise.all([early.stop(), late.stop()]);
});
