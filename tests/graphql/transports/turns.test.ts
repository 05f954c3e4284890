import { expect, test } from 'vitest';
import { Turns } from '@/graphql/transports/turns';

const NEVER = new AbortController().signal;

test('one at a time has a turn, in the order of asking', async () => {
  const turns = new Turns();
  const order: string[] = [];
  const first = await turns.take(NEVER);
  const second = turns.take(NEVER).then((end) => {
    order.push('second');
    return end;
  });
  const third = turns.take(NEVER).then((end) => {
    order.push('third');
    return end;
  });
  await Promise.resolve();
  expect(order).toEqual([]);
  first();
  const endSecond = await second;
  expect(order).toEqual(['second']);
  first();
  await Promise.resolve();
  expect(order).toEqual(['second']);
  endSecond();
  (await third)();
  expect(order).toEqual(['second', 'third']);
});

test('whoever stops waiting holds up nobody', async () => {
  const turns = new Turns();
  const end = await turns.take(NEVER);
  const gone = new AbortController();
  const waiting = turns.take(gone.signal);
  const next = turns.take(NEVER);
  gone.abort();
  (await waiting)();
  end();
  (await next)();
  (await turns.take(NEVER))();
  await turns.take(AbortSignal.abort());
});
