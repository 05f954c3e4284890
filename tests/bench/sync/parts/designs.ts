import { must } from '@/lib/invariant';
import type { Options } from '../options';
import { startOurs } from '../ourServer';
import { playOurs } from '../playOurs';

const SECONDS = 20;
const DESIGNS = 100;
const PEOPLE = 5;

/** A hundred designs at once, five people in each. */
export async function designs(options: Options): Promise<void> {
  const { seconds = SECONDS } = options;
  console.log(`\n${DESIGNS} designs × ${PEOPLE} people × 2 writes a second\n`);
  const server = await startOurs(options);
  try {
    const everybody = await server.people(DESIGNS * PEOPLE);
    const url = must(server.instances[0], 'an instance').url;
    const members = async () => {
      const rooms: string[] = [];
      for (let count = 0; count < DESIGNS; count++) rooms.push(await server.design(PEOPLE));
      return everybody.map((person, index) => ({
        url,
        cookie: person.cookie(),
        room: must(rooms[index % DESIGNS], 'a design'),
        number: Math.floor(index / DESIGNS),
        writes: true,
      }));
    };
    await playOurs(server, [{ name: 'ours', rate: 2, seconds, members }], {
      ...options,
      rounds: 1,
    });
  } finally {
    await server.stop();
  }
}
