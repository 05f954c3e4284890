import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateFiles } from './generateFiles';

const root = fileURLToPath(new URL('..', import.meta.url));

for (const [name, content] of await generateFiles(root)) {
  const file = path.join(root, name);
  if (existsSync(file) && readFileSync(file, 'utf8') === content) continue;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
  console.log(`wrote ${name}`);
}
