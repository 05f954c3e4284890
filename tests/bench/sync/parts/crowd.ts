import type { Options } from '../options';
import { startOurs } from '../ourServer';
import { playOurs } from '../playOurs';

const SECONDS = 20;
const EDITORS = 10;
const VIEWERS = 200;

/** Ten people at work before an audience of two hundred. */
export async function crowd(options: Options): Promise<void> {
  const { seconds = SECONDS } = options;
  console.log(`\n${EDITORS} editors × 4 writes a second, ${VIEWERS} more who look on\n`);
  const server = await startOurs(options);
  try {
    const members = async () =>
      (await server.open(EDITORS + VIEWERS)).map((place, number) => ({
        ...place,
        number,
        writes: number < EDITORS,
      }));
    await playOurs(server, [{ name: 'ours', rate: 4, seconds, members }], options);
  } finally {
    await server.stop();
  }
}
