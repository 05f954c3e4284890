import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import WebSocket from 'ws';
import { newId } from '@/lib/ids';
import { makeDesign, makeProject } from '../support/cast';
import { addNode } from '../support/seed';
import { follow, PUSH } from '../support/tab';
import { guest, type Person, signUp } from '../support/testClient';
import { copyOfTemplate, ON_POSTGRES } from '../support/testDatabase';
import { type App, startApp } from './support/app';

/** The server as somebody runs it by hand. */
interface Run {
  readonly child: ChildProcess;
  readonly output: () => string;
  /** Its exit code. */
  readonly ended: Promise<number | null>;
}

function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'layerboard-server-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function settings(): Promise<Readonly<Record<string, string>>> {
  const data: Readonly<Record<string, string>> = ON_POSTGRES
    ? { DATABASE_URL: await copyOfTemplate() }
    : { LAYERBOARD_DATA: temporaryFolder() };
  return { NODE_ENV: 'production', PORT: '0', ...data };
}

function run(env: Readonly<Record<string, string>>): Run {
  const child = spawn(process.execPath, ['server.mjs'], {
    env: { ...process.env, ...env },
    stdio: 'pipe',
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
    });
  }
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  return { child, output: () => output, ended };
}

/** The address that a server says it is ready at. */
async function ready({ output, ended }: Run): Promise<string> {
  let over = false;
  void ended.then(() => {
    over = true;
  });
  await expect
    .poll(() => over || output(), { timeout: 120_000, interval: 100 })
    .toMatch(/^Layerboard is ready at \S+$/m);
  return output().match(/is ready at (\S+)/)?.[1] ?? '';
}

describe('a server that is told to stop', () => {
  test('tells the sockets with 1001, closes its database and ends with 0; its data is there afterwards', async () => {
    const env = await settings();
    const server = run(env);
    const url = await ready(server);
    const person = await guest(url);
    const designId = await makeDesign(person, await makeProject(person, 'Kept'));
    const events = follow(person, designId, 0);
    await events.next();
    const told = expect(events.next()).rejects.toMatchObject({ code: 1001 });
    server.child.kill('SIGTERM');
    await told;
    expect(await server.ended).toBe(0);
    const again = run(env);
    const back = person.at(await ready(again));
    expect(await back.get('{ projects { name } }')).toEqual({ projects: [{ name: 'Kept' }] });
    again.child.kill('SIGINT');
    expect(await again.ended).toBe(0);
  });
});

describe('a server that cannot start', () => {
  test('says that its port is taken, and ends with 1', async () => {
    const other = createServer();
    other.listen(0, '127.0.0.1');
    await once(other, 'listening');
    onTestFinished(() => {
      other.close();
    });
    const { port } = other.address() as AddressInfo;
    const server = run({ ...(await settings()), PORT: `${port}` });
    expect(await server.ended).toBe(1);
    expect(server.output()).toContain(
      `Port ${port} is taken. Stop what listens there, or name another one in PORT.`,
    );
  });

  test.runIf(!ON_POSTGRES)('says who has its data folder, and ends with 1', async () => {
    const env = await settings();
    const first = run(env);
    await ready(first);
    const second = run(env);
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain(
      `The data folder ${env.LAYERBOARD_DATA} is in use by process ${first.child.pid}.`,
    );
  });

  test.runIf(ON_POSTGRES)(
    'says that the database does not let it in, and ends with 1',
    async () => {
      const server = run({
        ...(await settings()),
        DATABASE_URL: 'postgres://nobody@127.0.0.1:1/x',
      });
      expect(await server.ended).toBe(1);
      expect(server.output()).toMatch(
        /The database at 127\.0\.0\.1:1, which DATABASE_URL names, does not let us in: .+/,
      );
    },
  );
});

describe('a server that is killed', () => {
  test('[P3] [P8] has lost nothing that it acknowledged, and takes the rest exactly once', async () => {
    const app = await startApp();
    onTestFinished(() => app.dispose());
    const person = await guest(app.url);
    const designId = await makeDesign(person, await makeProject(person));
    const writers = Array.from({ length: 4 }, () => makeWriter(person, designId));
    for (let round = 0; round < 3; round++) {
      const writing = Promise.all(writers.map((writer) => writer.writeUntilCut()));
      const enough = () => writers.every(({ sent }) => sent() > 5 * (round + 1));
      await expect.poll(enough, { timeout: 60_000 }).toBe(true);
      await app.kill();
      await writing;
      await app.start();
      const before = await readLog(person, designId);
      for (const { client, acknowledged } of writers) {
        const there = new Set(
          before.filter((each) => each.client === client).map(({ seq }) => seq),
        );
        expect(acknowledged().filter((seq) => !there.has(seq))).toEqual([]);
      }
      await Promise.all(writers.map((writer) => writer.sendAgain()));
    }
    const log = await readLog(person, designId);
    expect(log.map(({ revision }) => revision)).toEqual(log.map((_, index) => index + 1));
    for (const { client, sent } of writers) {
      const seqs = log.filter((each) => each.client === client).map(({ seq }) => seq);
      expect(seqs).toEqual(Array.from({ length: sent() }, (_, index) => index + 1));
    }
    const { design } = await person.get<{
      design: { revision: number; document: { graph: { nodes: unknown[] } } };
    }>('query($id: ID!) { design(id: $id) { revision document { graph } } }', { id: designId });
    expect([design.revision, design.document.graph.nodes.length]).toEqual([log.length, log.length]);
  });
});

/** A tab that adds layer after layer as fast as it can, and knows what was acknowledged. */
function makeWriter(person: Person, designId: string) {
  const client = newId();
  const acknowledged: number[] = [];
  let sent = 0;
  let pending: { seq: number; gesture: string; operation: unknown } | undefined;

  async function deliver(): Promise<void> {
    const { data, errors } = await person.ask(PUSH, { designId, client, operations: [pending] });
    if (errors || !data || !pending) throw new Error(JSON.stringify(errors));
    acknowledged.push(pending.seq);
    pending = undefined;
  }

  return {
    client,
    sent: () => sent,
    acknowledged: () => acknowledged,
    /** Pushes until the server is gone; what it did not answer stays pending. */
    async writeUntilCut(): Promise<void> {
      for (;;) {
        sent++;
        const gesture = newId();
        pending = { seq: sent, gesture, operation: addNode(`${client}-${sent}`) };
        try {
          await deliver();
        } catch {
          return;
        }
      }
    },
    /** Pushes what was not answered under the same number. */
    async sendAgain(): Promise<void> {
      if (pending) await deliver();
    },
  };
}

interface LogEntry {
  readonly revision: number;
  readonly client: string;
  readonly seq: number;
}

async function readLog(person: Person, designId: string): Promise<readonly LogEntry[]> {
  const log: LogEntry[] = [];
  for (;;) {
    const { operations } = await person.get<{
      operations: { operations: LogEntry[]; headRevision: number };
    }>(
      'query($id: ID!, $after: Int!) { operations(designId: $id, after: $after) { headRevision operations { revision client seq } } }',
      { id: designId, after: log.length },
    );
    log.push(...operations.operations);
    if (log.length >= operations.headRevision) return log;
  }
}

describe('the built app', () => {
  async function started(): Promise<App> {
    const app = await startApp();
    onTestFinished(() => app.dispose());
    return app;
  }

  test('says how it is, and sends pages and answers with headers that keep browsers careful', async () => {
    const { url } = await started();
    const health = await fetch(`${url}/api/health`);
    expect([health.status, await health.json()]).toEqual([
      200,
      { version: expect.stringMatching(/^\d+\.\d+\.\d+$/), database: 'ok' },
    ]);
    for (const page of ['/', '/api/health']) {
      const { headers } = await fetch(url + page);
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('content-security-policy')).not.toContain("'unsafe-eval'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-powered-by')).toBeNull();
    }
    const join = await fetch(`${url}/join/some-token`);
    expect(join.headers.get('referrer-policy')).toBe('no-referrer');
  });

  test('does not tell its schema, and refuses sockets from elsewhere', async () => {
    const { url } = await started();
    const person = await signUp(url);
    expect(await person.ask('{ __schema { types { name } } }')).toMatchObject({ status: 400 });
    for (const [address, origin] of [
      ['/api/graphql', 'https://evil.example'],
      ['/somewhere', url],
    ] as const) {
      const socket = new WebSocket(url.replace('http', 'ws') + address, 'graphql-transport-ws', {
        headers: { origin, cookie: person.cookie() },
      });
      const [error] = await once(socket, 'error');
      expect(error.message).toMatch(/403|hang up|reset/);
    }
  });

  test('does not believe what a client says of its address when it limits attempts to sign in', async () => {
    const server = run(await settings());
    const url = await ready(server);
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 5; attempt++) {
      const response = await fetch(`${url}/api/auth/sign-in/email`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          origin: url,
          'x-forwarded-for': `192.0.2.${attempt}`,
        },
        body: JSON.stringify({ email: 'ada@example.org', password: 'guess again' }),
      });
      statuses.push(response.status);
    }
    expect(statuses).toEqual([401, 401, 401, 429, 429]);
  });
});
