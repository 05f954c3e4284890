import { setTimeout as sleep } from 'node:timers/promises';
import { storeGraph } from '@/lib/graph/stored';
import { must } from '@/lib/invariant';
import type { App } from '@/tests/e2e/support/app';
import { letIn, makeDesign, makeProject } from '@/tests/support/cast';
import { type Draw, pick } from '@/tests/support/draw';
import { LiveClient, type LiveClientSettings, type Outbox } from '@/tests/support/liveClient';
import { smallDesign } from '@/tests/support/smallDesign';
import { startTcpProxy, type TcpProxy } from '@/tests/support/tcpProxy';
import { guest, type Person } from '@/tests/support/testClient';
import { until } from './until';

/** Pause between two gestures of somebody in a scene, in milliseconds. */
const PACE = 40;

export interface SceneSettings {
  readonly draw: Draw;
  readonly people?: number | undefined;
  /** Whether all tabs are of the same person. */
  readonly onePerson?: boolean | undefined;
  /** Instances that the people use, in turn. */
  readonly instances: readonly App[];
  /** More about each tab. */
  readonly tab?: ((index: number) => Partial<LiveClientSettings>) | undefined;
}

/** Somebody at work: who they are, the line that their tabs use, and what their browser keeps. */
export interface Seat {
  readonly person: Person;
  readonly line: TcpProxy;
  readonly outbox: Outbox;
  readonly instance: App;
  readonly more: Partial<LiveClientSettings>;
  client: LiveClient;
}

/** A few people who change one design at the same time, each over a line of their own. */
export class Scene {
  /** Tabs that were killed. */
  readonly gone: LiveClient[] = [];
  private closed = false;
  private working = false;
  private worked: Promise<void> = Promise.resolve();

  private constructor(
    readonly designId: string,
    readonly seats: readonly Seat[],
    private readonly draw: Draw,
  ) {}

  static async open({
    draw,
    people = 2,
    onePerson = false,
    instances,
    tab,
  }: SceneSettings): Promise<Scene> {
    const [first] = instances;
    if (!first) throw new Error('A scene needs an instance.');
    const owner = await guest(first.url);
    const projectId = await makeProject(owner);
    const designId = await makeDesign(owner, projectId, storeGraph(smallDesign()));
    const seats: Seat[] = [];
    for (let index = 0; index < people; index++) {
      const person = index === 0 || onePerson ? owner : await guest(first.url);
      if (person !== owner) await letIn(owner, person, projectId, 'EDITOR');
      const instance = instances[index % instances.length] ?? first;
      const line = await startTcpProxy(instance.port);
      const outbox: Outbox = new Map();
      const more = tab?.(index) ?? {};
      const seat = { person, line, outbox, instance, more };
      seats.push({ ...seat, client: await openTab(designId, seat) });
    }
    return new Scene(designId, seats, draw);
  }

  get clients(): readonly LiveClient[] {
    return this.seats.map(({ client }) => client);
  }

  /** Rests until everything is sent. */
  async quiet(): Promise<void> {
    await this.rest();
    await until(() =>
      this.clients.flatMap(({ session: { client, pending } }) =>
        pending.length > 0 ? [`${client} has ${pending.length} to send.`] : [],
      ),
    );
  }

  /** Gestures of which something was answered so far. */
  answered(): ReadonlySet<string> {
    const tabs = [...this.gone, ...this.clients];
    return new Set(tabs.flatMap(({ told }) => told.map(({ gesture }) => gesture)));
  }

  /** The first two people. */
  pair(): readonly [Seat, Seat] {
    const [first, second] = this.seats;
    return [must(first, 'somebody'), must(second, 'somebody else')];
  }

  /** Everybody begins to draw, until `rest`. */
  work(): void {
    this.working = true;
    this.worked = (async () => {
      while (this.working) {
        pick(this.draw, this.clients).work(this.draw);
        await sleep(PACE / this.seats.length);
      }
    })();
  }

  async rest(): Promise<void> {
    this.working = false;
    await this.worked;
  }

  /** Draws for a while. */
  async workFor(milliseconds: number): Promise<void> {
    this.work();
    await sleep(milliseconds);
    await this.rest();
  }

  /** Kills somebody's tab, mends the line and opens another tab, which takes over what the first one left. */
  async reopen(seat: Seat): Promise<void> {
    seat.client.kill();
    seat.line.reset();
    seat.line.set({});
    this.gone.push(seat.client);
    // Somebody who meets an error page loads it again.
    await until(() =>
      openTab(this.designId, seat).then(
        (client) => {
          seat.client = client;
          return [];
        },
        (failure) => [`The page does not open: ${failure.message}`],
      ),
    );
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.rest();
    for (const { client } of this.seats) client.kill();
    for (const { line } of this.seats) await line.close();
  }
}

function openTab(designId: string, seat: Omit<Seat, 'client'>): Promise<LiveClient> {
  const { person, line, outbox, more } = seat;
  const [left] = outbox.values();
  const url = `http://localhost:${line.port}`;
  return LiveClient.open({ person, url, designId, outbox, ...more }, left);
}
