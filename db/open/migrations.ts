import path from 'node:path';

/** Folder of the migrations that drizzle-kit made. Layerboard is always started in its own folder. */
export const MIGRATIONS = path.join(process.cwd(), 'db', 'migrations');
