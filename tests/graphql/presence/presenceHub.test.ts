import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { noCarrier } from '@/db/wake/carrier';
import { LIMITS } from '@/graphql/limits';
import { createPresenceHub } from '@/graphql/presence/presenceHub';
import { type Presence, SILENT } from '@/lib/document/presence';
import { createCarrierBus } from '../../support/carrierBus';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

function at(x: number): Presence {
  return { ...SILENT, cursor: { x, y: 0 } };
}

function hubOn(carrier = noCarrier) {
  const hub = createPresenceHub(carrier);
  onTestFinished(() => hub.close());
  return hub;
}

describe('within one instance', () => {
  test('[P12] what a tab says too often is gathered: thirty times a second, and the last word always', () => {
    const hub = hubOn();
    const told = vi.fn();
    const seat = hub.join('design', 'tab', 'ada', told);
    told.mockClear();
    for (let x = 1; x <= 200; x++) {
      expect(hub.say('design', { client: 'tab', userId: 'ada', state: at(x) })).toBe(true);
      vi.advanceTimersByTime(5);
    }
    vi.advanceTimersByTime(100);
    expect(told.mock.calls.length).toBeGreaterThan(20);
    expect(told.mock.calls.length).toBeLessThanOrEqual(31);
    expect(seat.frame().participants[0]?.state).toEqual(at(200));
  });

  test('[P12] a tab that has left says nothing any more', () => {
    const hub = hubOn();
    const stays = hub.join('design', 'stays', 'ada', () => {});
    const leaves = hub.join('design', 'leaves', 'bob', () => {});
    hub.say('design', { client: 'leaves', userId: 'bob', state: at(1) });
    hub.say('design', { client: 'leaves', userId: 'bob', state: at(2) });
    leaves.leave();
    vi.advanceTimersByTime(1_000);
    expect(stays.frame().participants.map(({ client }) => client)).toEqual(['stays']);
  });

  test('[P12] a design shows a bounded number of tabs', () => {
    const hub = hubOn();
    for (let index = 0; index < LIMITS.participants; index++) {
      hub.join('design', `tab-${index}`, 'ada', () => {});
    }
    expect(() => hub.join('design', 'one more', 'ada', () => {})).toThrow(
      'At most 500 tabs are shown in a design at a time.',
    );
    hub.join('design', 'tab-7', 'ada', () => {});
    hub.join('another', 'one more', 'ada', () => {});
  });

  test('nothing is left of a design that everybody has left', () => {
    const hub = hubOn();
    for (let round = 0; round < 10_000; round++) {
      hub.join('design', 'tab', 'ada', () => {}).leave();
    }
    expect(vi.getTimerCount()).toBe(2);
    const seat = hub.join('design', 'tab', 'bob', () => {});
    expect(seat.frame().participants).toEqual([{ client: 'tab', userId: 'bob', state: SILENT }]);
  });
});

describe('between instances', () => {
  async function pass(milliseconds: number) {
    await vi.advanceTimersByTimeAsync(milliseconds);
  }

  test('[P12] people of an instance that has crashed are gone after twenty seconds', async () => {
    const bus = createCarrierBus();
    const crashing = bus.join();
    const [one, two] = [hubOn(), hubOn(bus.join())];
    one.close();
    const doomed = createPresenceHub(crashing);
    const seat = two.join('design', 'here', 'ada', () => {});
    doomed.join('design', 'there', 'bob', () => {});
    await pass(100);
    expect(seat.frame().participants.map(({ client }) => client)).toEqual(['here', 'there']);
    await pass(60_000);
    expect(seat.frame().participants).toHaveLength(2);
    await crashing.close();
    await pass(10_000);
    expect(seat.frame().participants).toHaveLength(2);
    await pass(12_100);
    expect(seat.frame().participants.map(({ client }) => client)).toEqual(['here']);
    doomed.close();
  });

  test('[P12] many words of many people in many designs are few messages', async () => {
    const bus = createCarrierBus({ presencePause: 200 });
    const hub = hubOn(bus.join());
    const designs = Array.from({ length: 10 }, (_, index) => `design-${index}`);
    for (const design of designs) {
      for (const tab of ['a', 'b', 'c']) hub.join(design, `${design}-${tab}`, 'ada', () => {});
    }
    await pass(1_000);
    const before = bus.carried.length;
    for (let x = 0; x < 50; x++) {
      for (const design of designs) {
        for (const tab of ['a', 'b', 'c']) {
          hub.say(design, { client: `${design}-${tab}`, userId: 'ada', state: at(x) });
        }
      }
      await pass(20);
    }
    await pass(400);
    expect(bus.carried.length - before).toBeLessThanOrEqual(7);
  });

  test('[P12] a tab keeps its person whatever another instance says', async () => {
    const bus = createCarrierBus();
    const hub = hubOn(bus.join());
    const seat = hub.join('design', 'tab', 'ada', () => {});
    const lie = { client: 'tab', userId: 'eve', state: at(9) };
    const nothing = { designId: 'design', put: [], gone: [], say: [], ask: false };
    bus.publish('presence', JSON.stringify([{ ...nothing, put: [lie] }]));
    bus.publish('presence', JSON.stringify([{ ...nothing, say: [lie], gone: ['tab'] }]));
    expect(seat.frame().participants).toEqual([{ client: 'tab', userId: 'ada', state: SILENT }]);
  });

  test('[P12] what was missed is made up for by asking', async () => {
    const bus = createCarrierBus();
    const [one, two] = [hubOn(bus.join()), hubOn(bus.join())];
    const mine = one.join('design', 'mine', 'ada', () => {});
    await pass(100);
    const theirs = two.join('design', 'theirs', 'bob', () => {});
    await pass(100);
    expect(theirs.frame().participants).toHaveLength(2);
    expect(mine.frame().participants).toHaveLength(2);
    theirs.leave();
    await pass(100);
    expect(mine.frame().participants).toHaveLength(1);
  });
});
