import type { Transport } from '@/app/(workspace)/designs/[designId]/_editor/session/transport';
import type { Operation } from '@/lib/document/operation';
import type { Answer, Committed, Submitted } from '@/lib/document/session';
import { newId } from '@/lib/ids';
import type { LiveClientSettings } from '@/tests/support/liveClient';
import { addNode, seedNode } from '@/tests/support/seed';
import type { Scene, Seat } from './scene';
import { until } from './until';
import type { Verdict } from './verdict';

/** A mistake of a server or of a client, what brings it out, and the words in which the check has to notice it. */
export interface PlantedBug {
  readonly name: string;
  /** The part of the verdict that tells it; `restless` where somebody never finds rest. */
  readonly noticed: Exclude<keyof Verdict, 'acknowledged' | 'logged'> | 'restless';
  readonly words: RegExp;
  /** The tab of the first person, which makes the mistake or meets the server that does; made anew for each. */
  tab(): Partial<LiveClientSettings>;
  /** What people do, until it has shown. */
  play(scene: Scene): Promise<void>;
}

/** A push as it goes over the line. */
interface Pushed {
  readonly variables: { readonly client: string; readonly operations: readonly Submitted[] };
}

type Send = (pushed: Pushed) => Promise<Response>;

/** A line to a server that deals with pushes in another way; `number` counts them from 1. */
function serverThat(
  deals: (pushed: Pushed, send: Send, number: number) => Promise<Response>,
): Partial<LiveClientSettings> {
  let number = 0;
  return {
    async fetch(input, init = {}) {
      const body = String(init.body);
      const send: Send = (pushed) => fetch(input, { ...init, body: JSON.stringify(pushed) });
      if (!body.includes('PushOperations')) return fetch(input, init);
      number++;
      return deals(JSON.parse(body), send, number);
    },
  };
}

/** Answers the first push as committed, at the first revisions, and forgets it. */
function droppingServer(): Partial<LiveClientSettings> {
  return serverThat(async (pushed, send, number) => {
    if (number > 1) return send(pushed);
    const answers = pushed.variables.operations.map(({ seq }) => ({
      __typename: 'OperationAnswer',
      seq,
      outcome: 'COMMIT',
      revision: seq,
      message: null,
      code: null,
    }));
    const pushOperations = { __typename: 'PushResult', revision: answers.length, answers };
    return Response.json({ data: { pushOperations } });
  });
}

/** After the second push takes the first once more, under another client id. */
function doublingServer(): Partial<LiveClientSettings> {
  let first: Pushed | undefined;
  return serverThat(async (pushed, send, number) => {
    first ??= pushed;
    const response = await send(pushed);
    if (number === 2) await send({ ...first, variables: { ...first.variables, client: newId() } });
    return response;
  });
}

function clientThat(
  plant: (transport: Transport) => Partial<Transport>,
): Partial<LiveClientSettings> {
  return { plant: (transport) => ({ ...transport, ...plant(transport) }) };
}

/** Believes to have one revision that it has not taken in. */
function skippingClient(): Partial<LiveClientSettings> {
  const idle: Operation = { type: 'disconnect', ids: ['nothing'] };
  const spoil = (entry: Committed) =>
    entry.revision === 2 ? { ...entry, operation: idle } : entry;
  return clientThat((transport) => ({
    follow: (position, on) =>
      transport.follow(position, {
        ...on,
        news: (news) => on.news({ ...news, operations: news.operations.map(spoil) }),
      }),
  }));
}

/** Takes a refusal for something of which nothing was left to do. */
function deafClient(): Partial<LiveClientSettings> {
  const spoil = (answer: Answer): Answer =>
    answer.outcome === 'reject'
      ? { outcome: 'discard', seq: answer.seq, message: answer.message }
      : answer;
  return clientThat((transport) => ({
    push: async (operations) => (await transport.push(operations)).map(spoil),
  }));
}

/** Where it should come to revision 3, loads the document that it began with. */
function forgetfulClient(): Partial<LiveClientSettings> {
  let whole = true;
  return clientThat((transport) => {
    const beginning = transport.snapshot();
    return {
      snapshot: () => beginning,
      follow: (position, on) =>
        transport.follow(position, {
          ...on,
          news(news) {
            const resync = whole && news.toRevision === 3;
            if (resync) whole = false;
            on.news(resync ? { ...news, operations: [], resync } : news);
          },
        }),
    };
  });
}

const mute = () =>
  clientThat(() => ({
    push: () => new Promise<never>(() => undefined),
  }));

/** Performs something and waits until the log has brought it back. */
async function save({ client }: Seat, operation: Operation): Promise<void> {
  client.store.perform([operation]);
  await until(() => {
    const { pending } = client.session;
    return pending.length === 0 ? [] : [`${pending.length} operations are not saved.`];
  });
}

/** Waits until somebody has come to a revision. */
async function hears({ client }: Seat, revision: number): Promise<void> {
  await until(() => (client.session.revision >= revision ? [] : ['The news do not come.']));
}

const rename = (name: string): Operation => ({ type: 'renameNode', id: 'conv', name });

/** Mistakes that the check of the faults has to notice, each in what real tabs and servers say and hold. */
export const PLANTED_BUGS: readonly PlantedBug[] = [
  {
    name: 'a server acknowledges before it commits, and drops what it acknowledged',
    noticed: 'lost',
    words: /^\S+ 1: told 1, found undefined$/m,
    tab: droppingServer,
    async play(scene) {
      const [ada, ben] = scene.pair();
      ada.client.store.perform([addNode('dropped')]);
      await until(() => (ada.client.told.length > 0 ? [] : ['Ada is not answered.']));
      await save(ben, addNode('kept'));
    },
  },
  {
    name: 'a server takes a push a second time, under a new id',
    noticed: 'duplicates',
    words: /^gesture \S+$/m,
    tab: doublingServer,
    async play(scene) {
      const [ada] = scene.pair();
      await save(ada, rename('first'));
      await save(ada, rename('second'));
      await until(() => (ada.client.told.length > 1 ? [] : ['Ada is not answered.']));
    },
  },
  {
    name: 'a client skips one revision',
    noticed: 'unequal',
    words: /^what \S+ takes for confirmed$/m,
    tab: skippingClient,
    async play(scene) {
      const [, ben] = scene.pair();
      await save(ben, addNode('first'));
      await save(ben, addNode('second'));
    },
  },
  {
    name: 'a client never learns of a refusal',
    noticed: 'faults',
    words: /^\S+ does not show that 1 was refused\.$/m,
    tab: deafClient,
    async play(scene) {
      const [ada, ben] = scene.pair();
      ada.line.set({ out: 'hold', in: 'hold' });
      ada.client.store.perform([
        { type: 'addNode', node: { ...seedNode('same'), name: 'of Ada' } },
      ]);
      await save(ben, addNode('same'));
    },
  },
  {
    name: 'a client goes back to a document that it had before',
    noticed: 'faults',
    words: /^\S+ went back from revision 2 to 0\.$/m,
    tab: forgetfulClient,
    async play(scene) {
      const [ada, ben] = scene.pair();
      await save(ben, addNode('first'));
      await save(ben, addNode('second'));
      await hears(ada, 2);
      await save(ben, addNode('third'));
      await hears(ada, 3);
    },
  },
  {
    name: 'a client does not send what it has',
    noticed: 'restless',
    words: /has 1 to send\.$/m,
    tab: mute,
    async play(scene) {
      const [ada] = scene.pair();
      ada.client.store.perform([addNode('unsent')]);
    },
  },
];
