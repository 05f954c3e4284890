import { must } from '@/lib/invariant';
import type { Options } from '../options';
import { startOurs } from '../ourServer';
import { playOurs } from '../playOurs';
import { middle, time } from '../printRuns';

const SECONDS = 10;
const WRITERS = 10;

/** What it adds when readers are at another instance than writers. */
export async function instances(options: Options): Promise<void> {
  const { seconds = SECONDS } = options;
  console.log(
    `\n${WRITERS} writers × 10 a second, as many readers: at their instance, at another\n`,
  );
  const server = await startOurs({ ...options, instances: 2 });
  try {
    const [one, two] = server.instances;
    const way = (name: string, url: string) => ({
      name,
      rate: 10,
      seconds,
      members: async () =>
        (await server.open(2 * WRITERS)).map((place, number) => ({
          ...place,
          number,
          writes: number < WRITERS,
          ...(number < WRITERS ? {} : { url }),
        })),
    });
    const runs = await playOurs(
      server,
      [
        way('same instance', must(one, 'the first').url),
        way('other instance', must(two, 'the second').url),
      ],
      options,
    );
    const [near = 0, far = 0] = [...runs.values()].map((each) =>
      middle(each, ({ propagation }) => propagation, 0.95),
    );
    console.log(`\nThe other instance adds ${time(far - near)} ms at the 95th percentile.`);
  } finally {
    await server.stop();
  }
}
