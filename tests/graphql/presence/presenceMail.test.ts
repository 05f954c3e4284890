import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { PresenceEntry } from '@/graphql/presence/presenceEntry';
import { createPresenceMail, type PresenceNews } from '@/graphql/presence/presenceMail';
import { createCarrierBus } from '../../support/carrierBus';

function entry(client: string, selected: number): PresenceEntry {
  const selection = Array.from({ length: selected }, (_, index) => `layer-${index}`);
  const state = {
    cursor: { x: 1, y: 2 },
    selection,
    drag: [],
    editing: null,
    view: null,
  };
  return { client, userId: 'ada', state };
}

/** Mail of an instance with these tabs, and what another instance hears of it. */
function correspond(entries: readonly PresenceEntry[], limit: number) {
  const bus = createCarrierBus({ limit, presencePause: 5 });
  const known = new Map(entries.map((each) => [each.client, each]));
  const mail = createPresenceMail(bus.join(), (_designId, clients) =>
    clients.flatMap((client) => known.get(client) ?? []),
  );
  const heard: PresenceNews[] = [];
  createPresenceMail(bus.join(), () => []).onNews((news) => heard.push(news));
  return { bus, mail, heard };
}

const NOTHING = { designId: 'design', put: [], gone: [], say: [], ask: false };

describe('mail about presence', () => {
  test('[P12] gathers what is new in all designs into one message', async () => {
    const [a, b] = [entry('a', 2), entry('b', 2)];
    const { bus, mail, heard } = correspond([a, b], 2_000);
    for (let count = 0; count < 100; count++) {
      mail.changed('design', 'a');
      mail.changed('other', 'b');
    }
    mail.ask('design');
    mail.gone('design', 'left');
    mail.forward('design', entry('c', 0));
    await vi.waitFor(() => expect(heard).toHaveLength(5));
    expect(bus.carried).toHaveLength(1);
    expect(heard).toEqual([
      { ...NOTHING, ask: true },
      { ...NOTHING, gone: ['left'] },
      { ...NOTHING, put: [a] },
      { ...NOTHING, say: [entry('c', 0)] },
      { ...NOTHING, designId: 'other', put: [b] },
    ]);
  });

  test('leaves out what is selected where even one tab is too much', async () => {
    const { bus, mail, heard } = correspond([entry('a', 200)], 500);
    mail.changed('design', 'a');
    await vi.waitFor(() => expect(heard).toEqual([{ ...NOTHING, put: [entry('a', 0)] }]));
    expect(bus.carried.every(({ message }) => message.length <= 500)).toBe(true);
  });

  test('sends few messages at a time, and the rest as it is when its time comes', async () => {
    const clients = Array.from({ length: 60 }, (_, index) => `tab-${index}`);
    const { bus, mail, heard } = correspond(
      clients.map((client) => entry(client, 2)),
      500,
    );
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    for (const client of clients) mail.changed('design', client);
    await vi.advanceTimersByTimeAsync(5);
    expect(bus.carried).toHaveLength(4);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(heard.flatMap(({ put }) => put.map(({ client }) => client))).toEqual(clients);
    expect(bus.carried.every(({ message }) => message.length <= 500)).toBe(true);
  });

  test('leaves aside what is no news', () => {
    const bus = createCarrierBus();
    const mail = createPresenceMail(bus.join(), () => []);
    const heard: unknown[] = [];
    mail.onNews((each) => heard.push(each));
    const good: PresenceNews = { ...NOTHING, put: [entry('a', 1)] };
    const { state } = entry('a', 1);
    for (const bad of [
      'garbage',
      'null',
      '{}',
      '[7]',
      JSON.stringify(good),
      JSON.stringify([{ ...good, designId: 7 }]),
      JSON.stringify([{ ...good, extra: true }]),
      JSON.stringify([{ ...good, put: [{ client: 'a', userId: 'b', state: { ...state, x: 1 } }] }]),
      JSON.stringify([{ ...good, put: [{ client: '', userId: 'b', state }] }]),
      '[{"__proto__":{"put":[]},"designId":"design"}]',
    ]) {
      bus.publish('presence', bad);
    }
    bus.publish('presence', JSON.stringify([good]));
    expect(heard).toEqual([good]);
  });
});
