import type { Options } from '../options';
import { startOurs } from '../ourServer';
import { playOurs } from '../playOurs';

const SECONDS = 60;
const WRITERS = 10;
const RATE = 55;

/** More than 500 operations a second on one design, for a minute. */
export async function flood(options: Options): Promise<void> {
  const { seconds = SECONDS } = options;
  console.log(`\nOne design at ${WRITERS * RATE} operations a second for ${seconds} s\n`);
  const server = await startOurs(options);
  try {
    const members = async () =>
      (await server.open(WRITERS)).map((place, number) => ({ ...place, number, writes: true }));
    await playOurs(server, [{ name: 'ours', rate: RATE, seconds, members }], {
      ...options,
      rounds: 1,
    });
  } finally {
    await server.stop();
  }
}
