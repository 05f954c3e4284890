import path from 'node:path';
import { invariant } from '@/lib/invariant';
import type { Database } from './database';
import { openPglite } from './open/openPglite';
import { openPostgres } from './open/openPostgres';
import { report } from './report';

/** Next loads modules several times in one process; what there may be only one of lives on globalThis. */
const KEY = Symbol.for('layerboard.database');
const holder = globalThis as { [KEY]?: Promise<Database> | undefined };

/**
 * The database of this process, opened when first asked for: the server that `DATABASE_URL` names,
 * else the embedded one in `.data/postgres`, or in the folder `LAYERBOARD_DATA`. With `REDIS_URL`, instances
 * on one server tell one another of changes by that Redis.
 */
export function database(): Promise<Database> {
  invariant(
    process.env.NEXT_PHASE !== 'phase-production-build',
    'nothing asks for the database while the app is built',
  );
  holder[KEY] ??= open().catch((error) => {
    holder[KEY] = undefined;
    throw error;
  });
  return holder[KEY];
}

/** Closes the database of this process, if it was ever opened. */
export async function closeDatabase(): Promise<void> {
  const open = holder[KEY];
  holder[KEY] = undefined;
  await (await open)?.close();
}

function open(): Promise<Database> {
  const url = process.env.DATABASE_URL;
  const redisUrl = process.env.REDIS_URL || undefined;
  if (url) return openPostgres({ url, redisUrl });
  if (redisUrl) report('REDIS_URL has no effect without DATABASE_URL: there is one process only.');
  const folder = process.env.LAYERBOARD_DATA || path.join('.data', 'postgres');
  // Where data lies is for whoever runs the server to say: nothing that a build could know.
  return openPglite({ folder: path.resolve(/* turbopackIgnore: true */ folder) });
}
