import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DesignStore } from '@/app/(workspace)/designs/[designId]/_editor/session/designStore';
import type { OutboxRecord } from '@/app/(workspace)/designs/[designId]/_editor/session/outbox';
import { applyOperation } from '@/lib/document/apply';
import type { Session } from '@/lib/document/session';
import type { LayerGraph } from '@/lib/graph/graph';
import { arbitraryTape, type Draw, pick, tape } from '@/tests/support/draw';
import { faultsOf } from '@/tests/support/faultsOf';
import { sameDocument } from '@/tests/support/fuzz/sameDocument';
import { type LineCounts, ScheduledLines } from '@/tests/support/fuzz/scheduledLine';
import { SmallServer } from '@/tests/support/fuzz/smallServer';
import { Witness } from '@/tests/support/fuzz/witness';
import { randomOperation } from '@/tests/support/randomOperation';
import { smallDesign } from '@/tests/support/smallDesign';

/** Longer than any pause that a tab makes, in milliseconds. */
const PAUSE = 20_000;

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

/** Tabs of real stores at a small server, over lines that a scheduler orders. */
class Races {
  readonly server = new SmallServer(smallDesign());
  readonly witness = new Witness('the design', this.server.start);
  readonly lines: ScheduledLines;
  readonly tabs: { store: DesignStore; stop: () => void }[] = [];
  /** Numbers that each client used. */
  readonly used = new Map<string, number>();
  /** What each client’s browser keeps. */
  private readonly outbox = new Map<string, OutboxRecord>();
  private made = 0;

  constructor(
    private readonly scheduler: fc.Scheduler,
    private readonly draw: Draw,
  ) {
    this.lines = new ScheduledLines(this.server, scheduler, draw);
    for (let count = 2 + draw(2); count > 0; count--) this.open(undefined);
  }

  /** Somebody does something: draws, goes back or forth, or opens the page anew. */
  act(): void {
    const tab = pick(this.draw, this.tabs);
    const { store } = tab;
    const choice = this.draw(12);
    if (choice === 0) store.undo();
    else if (choice === 1) store.redo();
    else if (choice === 2) {
      tab.stop();
      this.tabs.splice(this.tabs.indexOf(tab), 1);
      this.open(this.outbox.get(store.client));
    } else {
      const newId = () => `${this.tabs.indexOf(tab)}-${this.made++}`;
      const around = { draw: this.draw, newId };
      store.perform([randomOperation(store.getState().session.view, around)]);
    }
  }

  /** What does not hold right now. */
  faults(): readonly string[] {
    return [
      ...this.witness.take(this.server.since(this.witness.revision)),
      ...this.tabs.flatMap(({ store }) => this.faultsOfTab(store.getState().session)),
    ];
  }

  /** What does not hold once everything has arrived. */
  unsettled(): readonly string[] {
    const { graph, log } = this.server;
    return [
      ...this.tabs.flatMap(({ store }, index) => {
        const { session, connection } = store.getState();
        const { view, pending, revision } = session;
        return [
          ...(sameDocument(view, graph) ? [] : [`tab ${index} shows another document`]),
          ...(revision === log.length ? [] : [`tab ${index} is at revision ${revision}`]),
          ...(pending.length === 0 ? [] : [`tab ${index} has ${pending.length} pending`]),
          ...(connection.status === 'live' ? [] : [`tab ${index} is ${connection.status}`]),
        ];
      }),
      ...[...this.used].flatMap(([client, used]) => {
        const known = this.server.known.get(client)?.length ?? 0;
        return known === used ? [] : [`${client} used ${used} numbers, ${known} are known`];
      }),
    ];
  }

  close(): void {
    for (const { stop } of this.tabs) stop();
  }

  private open(left: OutboxRecord | undefined): void {
    let gone = false;
    const keep = (record: OutboxRecord, instead?: string) => {
      if (gone) return;
      if (instead !== undefined) this.outbox.delete(instead);
      if (record.pending.length > 0) this.outbox.set(record.client, record);
      else this.outbox.delete(record.client);
      this.used.set(record.client, record.nextSeq - 1);
    };
    const soon = (callback: () => void) => {
      void this.scheduler.schedule(Promise.resolve(), 'a frame').then(callback);
    };
    const store: DesignStore = new DesignStore(
      { ...this.server.snapshot(), activity: 0 },
      this.lines.line(() => store.client),
      { keep, soon },
      left,
    );
    const end = store.start();
    const stop = () => {
      end();
      gone = true;
    };
    this.tabs.push({ store, stop });
  }

  private faultsOfTab({ confirmed, revision, pending, view }: Session): readonly string[] {
    let replayed: LayerGraph = confirmed;
    for (const { operation } of pending) {
      const applied = applyOperation(replayed, operation);
      if (applied.outcome === 'applied') replayed = applied.graph;
    }
    return [
      ...this.witness.compare('a confirmed document', { graph: confirmed, revision }),
      ...(sameDocument(view, replayed) ? [] : ['a view is not what is pending on top']),
      ...faultsOf(view),
    ];
  }
}

it('[P8] [P10] [P11] tabs end up with the server’s document, in whatever order answers, news and documents come', async () => {
  const totals: Partial<Record<keyof LineCounts, number>> = {};
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), arbitraryTape(400), async (scheduler, numbers) => {
      const draw = tape(numbers);
      const races = new Races(scheduler, draw);
      const arrive = async () => {
        await scheduler.waitNext(1);
        expect(races.faults()).toEqual([]);
      };
      for (let step = 0; step < 30; step++) {
        races.act();
        for (let events = draw(4); events > 0 && scheduler.count() > 0; events--) await arrive();
        if (draw(6) === 0) await vi.advanceTimersByTimeAsync(1_000);
      }
      races.lines.mended = true;
      races.lines.reconnect();
      for (let quiet = 0; quiet < 3; quiet++) {
        for (; scheduler.count() > 0; quiet = 0) await arrive();
        await vi.advanceTimersByTimeAsync(PAUSE);
      }
      expect(races.unsettled()).toEqual([]);
      races.close();
      for (const [name, count] of Object.entries(races.lines.counts) as [
        keyof LineCounts,
        number,
      ][])
        totals[name] = (totals[name] ?? 0) + count;
    }),
    { numRuns: 150, seed: 20_261_121 },
  );
  const rare = Object.entries(totals).filter(([, count]) => count < 10);
  expect([Object.keys(totals).length, rare]).toEqual([6, []]);
}, 120_000);
