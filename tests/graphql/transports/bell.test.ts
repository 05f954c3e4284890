import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createBell } from '@/graphql/transports/bell';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

/** A bell, and whether whoever waits at it has been let go. */
function bellWith() {
  const end = new AbortController();
  const bell = createBell(end.signal);
  const waitFor = (milliseconds: number) => {
    const waiting = { isOver: false };
    void bell.rung(milliseconds).then(() => {
      waiting.isOver = true;
    });
    return waiting;
  };
  return { bell, end, waitFor };
}

const passed = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

test('a ring ends the waiting, and one that nobody heard ends the next', async () => {
  const { bell, waitFor } = bellWith();
  const first = waitFor(1_000);
  await passed(10);
  expect(first.isOver).toBe(false);
  bell.ring();
  await passed(0);
  expect(first.isOver).toBe(true);
  bell.ring();
  const second = waitFor(1_000);
  await passed(0);
  expect(second.isOver).toBe(true);
});

test('without a ring the waiting ends in time, however often there were rings before', async () => {
  const { bell, waitFor } = bellWith();
  for (let ring = 0; ring < 50; ring++) {
    waitFor(1_000);
    await passed(30);
    bell.ring();
    await passed(0);
  }
  expect(vi.getTimerCount()).toBe(1);
  const last = waitFor(1_000);
  await passed(999);
  expect(last.isOver).toBe(false);
  await passed(2);
  expect(last.isOver).toBe(true);
});

test('a shorter waiting does not last as long as the one before it', async () => {
  const { bell, waitFor } = bellWith();
  waitFor(10_000);
  bell.ring();
  await passed(0);
  const short = waitFor(100);
  await passed(101);
  expect(short.isOver).toBe(true);
  const none = waitFor(0);
  await passed(0);
  expect(none.isOver).toBe(true);
});

test('when it is called off nobody waits any more, and no timer is left', async () => {
  const { end, waitFor } = bellWith();
  const waiting = waitFor(10_000);
  end.abort();
  await passed(0);
  expect(waiting.isOver).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
  const later = waitFor(10_000);
  await passed(0);
  expect(later.isOver).toBe(true);
});
