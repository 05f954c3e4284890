import { sql } from 'drizzle-orm';
import { report } from '@/db/report';
import packageJson from '@/package.json';
import { services } from './services';

/** Whether this process can do its work, for whoever watches over it. */
export interface Health {
  readonly version: string;
  readonly database: 'ok' | 'unavailable';
}

export async function checkHealth(): Promise<Health> {
  const { version } = packageJson;
  try {
    const { database } = await services();
    await database.db.execute(sql`select 1`);
    return { version, database: 'ok' };
  } catch (error) {
    report('The database does not answer.', error);
    return { version, database: 'unavailable' };
  }
}
