import { setTimeout as sleep } from 'node:timers/promises';
import { vi } from 'vitest';
import { type Draw, pick } from '@/tests/support/draw';
import type { LiveClientSettings } from '@/tests/support/liveClient';
import type { Weather } from '@/tests/support/tcpProxy';
import { backUp } from './backup';
import { faultyFetch } from './faultyFetch';
import { holdDesign } from './holdDesign';
import type { Scene } from './scene';
import { DATABASE, type Stage } from './stage';
import { alterDatabase, CARRIERS, cancelStatements, fillDisk, terminate, WRITERS } from './upset';

/** What a strike needs. */
export interface Blow {
  readonly stage: Stage;
  /** The scenes that it hits, at work. */
  readonly scenes: readonly Scene[];
  readonly draw: Draw;
}

/** One fault: what it does to scenes at work, with everything mended at the end. */
export interface Strike {
  /** Its number, which tests quote, and what it is. */
  readonly name: string;
  /** Which databases it is for. */
  readonly on: 'both' | 'pglite' | 'postgres';
  /** Whether it hits whatever runs at the same time. */
  readonly wide: boolean;
  /** What is special about the tabs of a scene that it will hit. */
  readonly tab?: (draw: Draw) => Partial<LiveClientSettings>;
  /** Returns the gestures that a restored database cannot know, by scene. */
  strike(blow: Blow): Promise<ReadonlyMap<Scene, ReadonlySet<string>> | undefined>;
}

/** Waits a drawn time, up to so many milliseconds. */
function aWhile(draw: Draw, most: number): Promise<void> {
  return sleep(draw(most));
}

const CUTS: readonly Partial<Weather>[] = [
  { out: 'hold', in: 'hold' },
  { out: 'hold' },
  { in: 'hold' },
  { out: 'lose', in: 'lose' },
  { in: 'lose' },
  { latency: 150 },
  { slow: 4_000 },
  { open: false },
];

/** Every fault that runs are drawn from. */
export const STRIKES: readonly Strike[] = [
  {
    name: 'F1 instance killed',
    on: 'both',
    wide: true,
    async strike({ stage, draw }) {
      const instance = pick(draw, stage.instances);
      await instance.kill();
      await aWhile(draw, 300);
      await instance.start();
      return undefined;
    },
  },
  {
    name: 'F2 database server killed',
    on: 'postgres',
    wide: true,
    async strike({ stage: { server }, draw }) {
      await server?.postgres.halt(pick(draw, ['SIGKILL', 'SIGQUIT', 'SIGINT']));
      await aWhile(draw, 300);
      await server?.postgres.start();
      return undefined;
    },
  },
  {
    name: 'F3 connections to the database ended',
    on: 'postgres',
    wide: true,
    async strike({ stage: { server }, draw }) {
      for (let round = 0; server && round < 8; round++) {
        await terminate(server, pick(draw, [CARRIERS, WRITERS]));
        await aWhile(draw, 200);
      }
      return undefined;
    },
  },
  {
    name: 'F4 instance halted',
    on: 'both',
    wide: true,
    async strike({ stage, draw }) {
      const instance = pick(draw, stage.instances);
      instance.halt(true);
      await sleep(1_000 + draw(3_000));
      instance.halt(false);
      return undefined;
    },
  },
  {
    name: 'F5 line cut',
    on: 'both',
    wide: false,
    async strike({ scenes, draw }) {
      for (const { seats } of scenes) {
        for (let cut = 0; cut < 3; cut++) {
          const { line } = pick(draw, seats);
          line.set(pick(draw, CUTS));
          await sleep(draw(4) === 0 ? draw(10_000) : 200 + draw(1_200));
          line.set({});
          line.reset();
        }
      }
      return undefined;
    },
  },
  {
    name: 'F5 line to the database cut',
    on: 'postgres',
    wide: true,
    async strike({ stage: { server }, draw }) {
      server?.line.set(pick(draw, CUTS));
      await sleep(200 + draw(1_200));
      server?.line.set({});
      server?.line.reset();
      return undefined;
    },
  },
  {
    name: 'F6 requests repeated, answers late or never',
    on: 'both',
    wide: false,
    tab(draw) {
      const faulty = faultyFetch(draw);
      void sleep(2_000).then(() => faulty.mend());
      return { fetch: faulty.fetch };
    },
    async strike() {
      await sleep(1_500);
      return undefined;
    },
  },
  {
    name: 'F7 line half open',
    on: 'both',
    wide: false,
    async strike({ scenes, draw }) {
      for (const { seats } of scenes) {
        const { line } = pick(draw, seats);
        line.set({ out: 'lose', in: 'lose' });
        await sleep(300);
        line.set({});
      }
      return undefined;
    },
  },
  {
    name: 'F8 locks run out of time',
    on: 'postgres',
    wide: true,
    async strike({ stage: { server }, scenes, draw }) {
      if (!server) return undefined;
      await alterDatabase(server, "SET lock_timeout = '200ms'");
      const url = `${server.postgres.address}/${DATABASE}`;
      const held = await Promise.all(scenes.map(({ designId }) => holdDesign(url, designId)));
      await sleep(300 + draw(1_000));
      for (const { release } of held) await release();
      await alterDatabase(server, 'RESET lock_timeout');
      return undefined;
    },
  },
  {
    name: 'F8 statements cancelled',
    on: 'postgres',
    wide: true,
    async strike({ stage: { server }, draw }) {
      for (let round = 0; server && round < 8; round++) {
        await cancelStatements(server);
        await aWhile(draw, 150);
      }
      return undefined;
    },
  },
  {
    name: 'F9 database takes no changes',
    on: 'postgres',
    wide: true,
    async strike({ stage: { server }, draw }) {
      if (!server) return undefined;
      await alterDatabase(server, 'SET default_transaction_read_only = on');
      await sleep(300 + draw(1_000));
      await alterDatabase(server, 'RESET default_transaction_read_only');
      return undefined;
    },
  },
  {
    name: 'F9 disk of the database full',
    on: 'postgres',
    wide: true,
    async strike({ stage: { server }, draw }) {
      if (!server) return undefined;
      await fillDisk(server, true);
      await sleep(300 + draw(1_000));
      await fillDisk(server, false);
      return undefined;
    },
  },
  {
    name: 'F10 embedded database killed again and again',
    on: 'pglite',
    wide: true,
    async strike({ stage: { instances }, draw }) {
      const [instance] = instances;
      for (let round = 0; round < 2; round++) {
        await instance.kill();
        await instance.start();
        await aWhile(draw, 400);
      }
      return undefined;
    },
  },
  {
    name: 'F11 database restored to a backup',
    on: 'both',
    wide: true,
    async strike({ stage, scenes, draw }) {
      await Promise.all(scenes.map((scene) => scene.quiet()));
      const restore = await backUp(stage);
      const before = new Map(scenes.map((scene) => [scene, scene.answered()]));
      for (const scene of scenes) scene.work();
      await aWhile(draw, 800);
      const lines = scenes.flatMap(({ seats }) => seats.map(({ line }) => line));
      for (const line of lines) if (draw(2) === 0) line.set({ out: 'hold' });
      await aWhile(draw, 300);
      for (const scene of scenes) await scene.rest();
      await restore();
      return new Map(
        scenes.map((scene) => {
          const known = before.get(scene);
          const later = [...scene.answered()].filter((gesture) => !known?.has(gesture));
          return [scene, new Set(later)];
        }),
      );
    },
  },
  {
    name: 'F12 rolling restart',
    on: 'both',
    wide: true,
    async strike({ stage: { instances } }) {
      for (const instance of instances) {
        await instance.stop();
        await instance.start();
      }
      return undefined;
    },
  },
  {
    name: 'F13 clock wrong by an hour',
    on: 'both',
    wide: false,
    async strike({ draw }) {
      const shift = pick(draw, [-1, 1]) * 3_600_000;
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + shift });
      await sleep(500);
      vi.useRealTimers();
      return undefined;
    },
  },
  {
    name: 'F14 tabs killed with unsent work',
    on: 'both',
    wide: false,
    async strike({ scenes, draw }) {
      for (const scene of scenes) {
        const seat = pick(draw, scene.seats);
        seat.line.set(pick(draw, [{ out: 'hold' }, { in: 'hold' }, {}]));
        await aWhile(draw, 500);
        await scene.reopen(seat);
      }
      return undefined;
    },
  },
  {
    name: 'F15 wake-ups lost',
    on: 'postgres',
    wide: true,
    async strike({ stage: { server }, draw }) {
      server?.line.set({
        whom: 'layerboard-carrier',
        out: 'hold',
        in: pick(draw, ['hold', 'pass']),
      });
      await sleep(500 + draw(1_500));
      server?.line.set({});
      return undefined;
    },
  },
];
