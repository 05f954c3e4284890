import { ApolloClient, HttpLink, InMemoryCache } from '@apollo/client';
import { GRAPHQL_PATH } from '@/app/_graphql/client';
import { mutateOverHttp, mutateOverSocket } from '@/app/_graphql/mutate';
import { DesignStore } from '@/app/(workspace)/designs/[designId]/_editor/session/designStore';
import { graphqlTransport } from '@/app/(workspace)/designs/[designId]/_editor/session/graphqlTransport';
import type { OutboxRecord } from '@/app/(workspace)/designs/[designId]/_editor/session/outbox';
import type { Transport } from '@/app/(workspace)/designs/[designId]/_editor/session/transport';
import { PROTOCOL_VERSION } from '@/lib/document/apply';
import type { Answer, Session, Submitted } from '@/lib/document/session';
import { newId } from '@/lib/ids';
import { type Draw, pick } from './draw';
import { randomOperation } from './randomOperation';
import { tabSocket } from './tabSocket';
import type { Person } from './testClient';

/** Storage of a browser for work that was not sent, by client: what a tab leaves when it is killed. */
export type Outbox = Map<string, OutboxRecord>;

export interface LiveClientSettings {
  readonly person: Person;
  /** Where the tab finds the server; usually a line that is being spoilt. */
  readonly url: string;
  readonly designId: string;
  /** Where work is kept; a browser that denies storage when left out. */
  readonly outbox?: Outbox | undefined;
  /** The version of the protocol that the page tells, in place of its own. PROTOCOL P17. */
  readonly speaks?: (() => number) | undefined;
  /** In place of `fetch`, to spoil single requests. */
  readonly fetch?: typeof fetch | undefined;
  /** What the editor is given in place of its transport, to plant mistakes of a client. */
  readonly plant?: ((transport: Transport) => Transport) | undefined;
}

/** What a tab was told of one of its operations. */
export interface Told {
  readonly client: string;
  readonly gesture: string;
  readonly answer: Answer;
}

/**
 * One tab without a screen: the store and the transport of the editor over a real connection. It
 * remembers what was acknowledged, and watches that its own view never goes back.
 */
export class LiveClient {
  /** Everything that the server has answered to this tab, in order. */
  readonly told: Told[] = [];
  /** Everything that this tab has performed: numbers of the operations of each gesture, by the client that they had. */
  readonly performed = new Map<string, Map<string, Set<number>>>();
  /** What went wrong while it was open, as sentences. */
  readonly faults: string[] = [];
  private killed = false;
  private readonly answered = new Map<number, number>();
  private highest = 0;

  private constructor(
    readonly settings: LiveClientSettings,
    readonly store: DesignStore,
    private readonly transport: Transport,
    private readonly close: () => void,
  ) {}

  /** Opens a design as its page does: loads it, takes over what a tab before it has left, and follows. */
  static async open(settings: LiveClientSettings, left?: OutboxRecord): Promise<LiveClient> {
    const { person, url, designId, outbox, speaks = () => PROTOCOL_VERSION } = settings;
    const said = (text: string) =>
      text.replace(`"protocol":${PROTOCOL_VERSION}`, `"protocol":${speaks()}`);
    let client: LiveClient;
    const headers = { cookie: person.cookie(), origin: url };
    const apollo = new ApolloClient({
      cache: new InMemoryCache(),
      link: new HttpLink({
        uri: `${url}${GRAPHQL_PATH}`,
        headers,
        fetch: (input, init = {}) =>
          (settings.fetch ?? fetch)(input, { ...init, body: said(String(init.body)) }),
      }),
    });
    const socket = tabSocket(url, person.cookie(), said);
    const overHttp = mutateOverHttp(apollo);
    // Whoever spoils requests wants to see them made.
    const mutate = settings.fetch ? overHttp : mutateOverSocket(socket, overHttp);
    const line = graphqlTransport({ apollo, socket, mutate }, designId, () => client.store.client);
    const transport: Transport = {
      ...line,
      async push(operations) {
        if (client.killed) return new Promise<never>(() => undefined);
        const as = client.store.client;
        const answers = await line.push(operations);
        if (client.killed) return new Promise<never>(() => undefined);
        client.hear(as, operations, answers);
        return answers;
      },
    };
    const snapshot = await line.snapshot();
    const keep = (record: OutboxRecord, instead?: string) => {
      if (client.killed) return;
      if (instead !== undefined) outbox?.delete(instead);
      if (record.pending.length === 0) outbox?.delete(record.client);
      else outbox?.set(record.client, structuredClone(record));
    };
    const planted = settings.plant?.(transport) ?? transport;
    const store = new DesignStore({ ...snapshot, activity: 0 }, planted, { keep }, left);
    client = new LiveClient(settings, store, line, () => {
      // A socket that is being opened rejects when it is let go.
      Promise.resolve(socket.dispose()).catch(() => undefined);
    });
    client.watch();
    return client;
  }

  get session(): Session {
    return this.store.getState().session;
  }

  /** Carries out a gesture of one to three random operations. */
  work(draw: Draw): void {
    const { view } = this.session;
    const around = { draw, newId: () => (draw(40) === 0 ? `shared-${draw(3)}` : newId()) };
    const operations = Array.from({ length: 1 + draw(3) }, () => randomOperation(view, around));
    const kind = draw(12);
    if (kind === 0) this.store.undo();
    else if (kind === 1) this.store.redo();
    else this.store.perform(operations);
  }

  /** Ends the tab as its being killed does: nothing is sent any more, nobody is told. */
  kill(): void {
    this.killed = true;
    this.stop();
    this.close();
  }

  /** What the tab left in the browser when it was killed. */
  left(): OutboxRecord | undefined {
    return this.settings.outbox?.get(this.store.client);
  }

  /** The newest revision that the server tells this tab. */
  async head(): Promise<number> {
    return (await this.transport.snapshot()).revision;
  }

  private stop: () => void = () => {};

  private watch(): void {
    const stopStore = this.store.start();
    const stopWatching = this.store.subscribe(() => this.look());
    this.look();
    this.stop = () => {
      stopWatching();
      stopStore();
    };
  }

  private hear(client: string, operations: readonly Submitted[], answers: readonly Answer[]): void {
    const gestures = new Map(operations.map(({ seq, gesture }) => [seq, gesture]));
    for (const answer of answers) {
      this.told.push({ client, gesture: gestures.get(answer.seq) ?? '', answer });
      if ('revision' in answer) this.answered.set(answer.seq, answer.revision);
    }
  }

  /** Notes what was performed. Own work that was acknowledged is in view, pending or confirmed; what is confirmed never goes back. */
  private look(): void {
    const { revision, pending, client } = this.session;
    for (const { seq, gesture } of pending) {
      const byClient = this.performed.get(gesture) ?? new Map<string, Set<number>>();
      this.performed.set(
        gesture,
        byClient.set(client, (byClient.get(client) ?? new Set()).add(seq)),
      );
    }
    if (revision < this.highest) {
      this.faults.push(`${client} went back from revision ${this.highest} to ${revision}.`);
    }
    this.highest = Math.max(this.highest, revision);
    const seqs = new Set(pending.map(({ seq }) => seq));
    for (const [seq, at] of this.answered) {
      if (at <= revision) this.answered.delete(seq);
      else if (!seqs.has(seq)) this.faults.push(`${client} does not see its operation ${seq}.`);
    }
  }
}

/** One of several people, and what they do. */
export function someoneWorks(clients: readonly LiveClient[], draw: Draw): void {
  pick(draw, clients).work(draw);
}
