import { print } from 'graphql';
import { PushOperationsDocument } from '@/app/_graphql/documents.generated';
import { newId } from '@/lib/ids';
import { must } from '@/lib/invariant';
import { quantile } from '../../measure';
import { asker } from '../ask';
import { now, until } from '../clock';
import type { Options } from '../options';
import { startOurs } from '../ourServer';
import { keyOf, type Place } from '../peer';
import { joinDesign, openDesign } from '../peers/layerboard';
import { time } from '../printRuns';

const MISSED = 10_000;
const BATCH = 500;
const LAYERS = 50;

/** A tab that was away for 10,000 operations comes back with the document that it had. */
export async function catchup(options: Options): Promise<void> {
  console.log(`\nA tab that has missed ${MISSED} operations comes back`);
  const server = await startOurs(options);
  try {
    const [person] = await server.people(1);
    const [instance] = server.instances;
    const { url } = must(instance, 'an instance');
    const cookie = must(person, 'somebody').cookie();
    const place: Place = { url, room: await server.design(LAYERS), number: 0, cookie };
    const ask = asker(url, cookie);
    const old = await openDesign(ask, place.room);
    await write(ask, place.room);
    const times: number[] = [];
    for (let round = 0; round < options.rounds; round++) {
      const start = now();
      const tab = await joinDesign(place, () => {}, old);
      const there = await until(() => tab.session().revision >= MISSED, 60_000, 1);
      times.push(there ? now() - start : Number.NaN);
      tab.close();
    }
    console.log(`It has all of them after ${time(quantile(0.5, times))} ms, the socket included.`);
  } finally {
    await server.stop();
  }
}

async function write(ask: ReturnType<typeof asker>, designId: string): Promise<void> {
  const client = newId();
  const text = print(PushOperationsDocument);
  for (let first = 1; first <= MISSED; first += BATCH) {
    const operations = Array.from({ length: BATCH }, (_, index) => {
      const seq = first + index;
      const move = { id: keyOf(seq % LAYERS), position: { x: seq, y: seq } };
      return { seq, gesture: newId(), operation: { type: 'moveNodes', moves: [move] } };
    });
    await ask(text, { designId, client, operations });
  }
}
