import { lockFolder } from '@/db/open/lockFolder';

/** Takes the folder that is named and keeps it; says so, or why not. */
const folder = process.argv[2] ?? '';
try {
  await lockFolder(folder);
  console.log('taken');
  setInterval(() => {}, 60_000);
} catch (error) {
  console.log(error instanceof Error ? error.message : error);
}
