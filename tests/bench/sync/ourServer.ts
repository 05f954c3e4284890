import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { Client } from 'pg';
import { EMPTY_GRAPH, type LayerNode } from '@/lib/graph/graph';
import { storeGraph } from '@/lib/graph/stored';
import { must } from '@/lib/invariant';
import { makeLayer } from '@/lib/layers/catalogue';
import { endProcess } from '@/tests/support/endProcess';
import { freePort } from '@/tests/support/freePort';
import { launchApp } from '@/tests/support/launchApp';
import { startPostgres } from '@/tests/support/startPostgres';
import { guest, type Person } from '@/tests/support/testClient';
import { keyOf } from './peer';
import type { RunningServer } from './peerServer';

const DATABASE = 'layerboard_bench';
const AT_ONCE = 8;

/** Our server as it is run in earnest: built, in production mode, on a Postgres that loses nothing. */
export interface OurServer extends RunningServer {
  readonly databaseUrl: string;
  readonly instances: readonly Instance[];
  /** Makes sure that there are so many people, all signed in and in one project. */
  people(count: number): Promise<readonly Person[]>;
  /** A design with so many layers, each named after its number. Returns its id. */
  design(layers: number): Promise<string>;
}

export interface Instance {
  readonly url: string;
  readonly process: () => number;
  /** Ends it at once, as a crash does, and starts it again on the same port. */
  restart(): Promise<void>;
}

/** Starts Postgres and as many instances as asked for; the first leaves a profile in a folder, if one is named. */
export async function startOurs({
  instances: count = 1,
  profile,
}: {
  readonly instances?: number;
  readonly profile?: string | undefined;
} = {}): Promise<OurServer> {
  const flags = profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`];
  if (!existsSync('.next/BUILD_ID')) {
    throw new Error('The app is not built. Run `npm run build`, then the bench again.');
  }
  const postgres = await startPostgres({ durable: true });
  const databaseUrl = `${postgres.address}/${DATABASE}`;
  const instances: (Instance & { readonly stop: () => Promise<void> })[] = [];
  const stop = async () => {
    await Promise.all(instances.map((instance) => instance.stop()));
    await postgres.stop();
  };
  try {
    await createDatabase(postgres.address);
    for (let number = 0; number < count; number++) {
      instances.push(await startInstance(databaseUrl, number === 0 ? flags : []));
    }
  } catch (error) {
    await stop();
    throw error;
  }
  const first = must(instances[0], 'an instance');
  const crowd = createCrowd(first.url);

  async function design(layers: number): Promise<string> {
    const [owner] = await crowd.people(1);
    const input = { projectId: await crowd.project(), name: 'Bench', graph: graphOf(layers) };
    const made = await must(owner, 'somebody').get<{ createDesign: { id: string } }>(
      'mutation($input: CreateDesignInput!) { createDesign(input: $input) { id } }',
      { input },
    );
    return made.createDesign.id;
  }

  return {
    databaseUrl,
    instances,
    get processes() {
      return [...instances.map((instance) => instance.process()), postgres.pid];
    },
    people: crowd.people,
    design,
    async open(clients) {
      const people = await crowd.people(clients);
      const room = await design(clients);
      return people.map((person) => ({ url: first.url, room, cookie: person.cookie() }));
    },
    stop,
  };
}

async function createDatabase(address: string): Promise<void> {
  const admin = new Client({ connectionString: `${address}/postgres` });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${DATABASE}`);
  await admin.end();
}

async function startInstance(databaseUrl: string, flags: readonly string[]) {
  const port = await freePort();
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    DATABASE_URL: databaseUrl,
    NODE_ENV: 'production',
    PORT: `${port}`,
    // It limits signing in alone, and hundreds of guests come from this one address.
    LAYERBOARD_RATE_LIMIT: 'off',
  };
  let running: ChildProcess = await launchApp(env, flags);
  return {
    url: `http://127.0.0.1:${port}`,
    process: () => must(running.pid, 'the number of the process'),
    async restart() {
      await endProcess(running, 'SIGKILL');
      running = await launchApp(env, flags);
    },
    stop: () => endProcess(running, 'SIGTERM'),
  };
}

/** Guests who work in one project, as many as were ever asked for. */
function createCrowd(url: string) {
  const everybody: Person[] = [];
  let opened: Promise<{ readonly id: string; readonly token: string }> | undefined;

  async function people(count: number): Promise<readonly Person[]> {
    while (everybody.length < count) {
      const missing = Math.min(count - everybody.length, everybody.length === 0 ? 1 : AT_ONCE);
      const joined = await Promise.all(Array.from({ length: missing }, () => guest(url)));
      const [owner = joined[0]] = everybody;
      opened ??= openProject(must(owner, 'somebody'));
      const { token } = await opened;
      for (const person of joined) {
        if (person === owner) continue;
        await person.get('mutation($token: String!) { redeemInvite(token: $token) { id } }', {
          token,
        });
      }
      everybody.push(...joined);
    }
    return everybody.slice(0, count);
  }

  return {
    people,
    async project() {
      await people(1);
      return must(await opened, 'the project').id;
    },
  };
}

async function openProject(owner: Person) {
  const { createProject } = await owner.get<{ createProject: { id: string } }>(
    'mutation { createProject(name: "Bench") { id } }',
  );
  const { createInvite } = await owner.get<{ createInvite: { token: string } }>(
    'mutation($id: ID!) { createInvite(projectId: $id, role: EDITOR) { token } }',
    { id: createProject.id },
  );
  return { id: createProject.id, token: createInvite.token };
}

function graphOf(layers: number) {
  const nodes = Array.from({ length: layers }, (_, number): [string, LayerNode] => {
    const id = keyOf(number);
    const frame = { id, name: id, position: { x: 0, y: 0 }, group: null, origin: null };
    return [id, { ...frame, ...makeLayer('activation', {}) }];
  });
  return storeGraph({ ...EMPTY_GRAPH, nodes: new Map(nodes) });
}
