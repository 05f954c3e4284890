import { must } from '@/lib/invariant';
import { quantile } from '../../measure';
import { now, sleep } from '../clock';
import type { Options } from '../options';
import { startOurs } from '../ourServer';
import { joinDesign, type LayerboardReplica } from '../peers/layerboard';
import { time } from '../printRuns';

const TABS = 200;
const LONGEST = 60_000;

/** The server is killed and started again; every tab comes back by itself and hears of what is written then. */
export async function storm(options: Options): Promise<void> {
  console.log(`\nThe server is killed with ${TABS} tabs on one design, and started again`);
  const server = await startOurs(options);
  const tabs: LayerboardReplica[] = [];
  try {
    const heard = new Map<number, number>();
    const places = await server.open(TABS);
    for (const [number, place] of places.entries()) {
      const seen = () => {
        if (!heard.has(number)) heard.set(number, now());
      };
      tabs.push(await joinDesign({ ...place, number }, seen));
    }
    for (let round = 1; round <= options.rounds; round++) {
      heard.clear();
      const killed = now();
      await must(server.instances[0], 'an instance').restart();
      const ready = now();
      const writer = must(tabs[0], 'a tab');
      const back = tabs.map(() => Number.NaN);
      writer.set({ x: round, y: round });
      heard.set(0, ready);
      while (now() - ready < LONGEST && (heard.size < TABS || back.some(Number.isNaN))) {
        for (const [number, tab] of tabs.entries()) {
          if (Number.isNaN(back[number]) && tab.connected()) back[number] = now() - ready;
        }
        await sleep(5);
      }
      const last = Math.max(...[...heard.values()].map((at) => at - ready));
      const told = [
        `${time(ready - killed)} ms until the server was ready`,
        `then ${time(quantile(0.5, back))} ms until half of the tabs were connected`,
        `${time(Math.max(...back))} ms until all were`,
        `${time(last)} ms until ${heard.size} of ${TABS} had what was written then`,
      ];
      console.log(`${told.join(', ')}.`);
    }
  } finally {
    for (const tab of tabs) tab.close();
    await server.stop();
  }
}
