import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createClient } from '@redis/client';
import { inject, onTestFinished } from 'vitest';
import { must } from '@/lib/invariant';
import { freePort } from './freePort';

/** A Redis server of a test's own, which can be stopped and started. */
export interface RedisServer {
  readonly url: string;
  /** Runs a command as anybody could who reaches the server. */
  command(...words: readonly string[]): Promise<unknown>;
  /** Kills the server. */
  stop(): Promise<void>;
  /** Starts it again, at the same address. */
  start(): Promise<void>;
  /** Stops it in its tracks: connections stay, and nothing answers. */
  freeze(): void;
  thaw(): void;
}

/** Whether this machine has a Redis server. */
export function hasRedis(): boolean {
  return inject('redisProgram') !== undefined;
}

/** Starts a server on a free port, which goes with the test. */
export async function startRedis(): Promise<RedisServer> {
  const program = must(inject('redisProgram'), 'a Redis server');
  const folder = mkdtempSync(path.join(tmpdir(), 'layerboard-redis-'));
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  let server: ChildProcess;

  async function command(...words: readonly string[]): Promise<unknown> {
    const client = createClient({ url, socket: { reconnectStrategy: false } });
    client.on('error', () => {});
    await client.connect();
    try {
      return await client.sendCommand([...words]);
    } finally {
      client.destroy();
    }
  }

  async function start(): Promise<void> {
    const flags = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder];
    server = spawn(program, flags, { stdio: 'ignore', cwd: folder });
    const deadline = Date.now() + 30_000;
    for (;;) {
      try {
        await command('PING');
        return;
      } catch (error) {
        if (server.exitCode !== null || Date.now() > deadline) {
          throw new Error('The Redis server for the tests did not start.', { cause: error });
        }
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  }

  async function stop(): Promise<void> {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGKILL');
    await ended;
  }

  onTestFinished(async () => {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  });
  await start();
  return {
    url,
    command,
    stop,
    start,
    freeze: () => server.kill('SIGSTOP'),
    thaw: () => server.kill('SIGCONT'),
  };
}
