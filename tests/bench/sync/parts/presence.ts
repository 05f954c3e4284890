import type { Options } from '../options';
import { startOurs } from '../ourServer';
import { playOurs } from '../playOurs';

const SECONDS = 10;
const PEOPLE = 30;
const POINTER_RATE = 20;

/** Whether thirty pointers on the move keep the work of thirty people waiting. */
export async function presence(options: Options): Promise<void> {
  const { seconds = SECONDS } = options;
  console.log(
    `\n${PEOPLE} writers × 2 a second, their pointers at rest or told ${POINTER_RATE} × a second\n`,
  );
  const server = await startOurs(options);
  try {
    const way = (name: string, pointer: { readonly pointerRate?: number }) => ({
      name,
      rate: 2,
      seconds,
      members: async () =>
        (await server.open(PEOPLE)).map((place, number) => ({
          ...place,
          ...pointer,
          number,
          writes: true,
        })),
    });
    const ways = [way('at rest', {}), way('on the move', { pointerRate: POINTER_RATE })];
    await playOurs(server, ways, options);
  } finally {
    await server.stop();
  }
}
