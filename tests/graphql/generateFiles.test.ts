import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { generateFiles } from '@/graphql/generateFiles';

const root = fileURLToPath(new URL('../..', import.meta.url));
const generated = await generateFiles(root);

describe('what is generated from the schema', () => {
  test.each([...generated])('%s is committed as npm run codegen makes it', (name, content) => {
    const file = path.join(root, name);
    expect(existsSync(file) ? readFileSync(file, 'utf8') : undefined).toBe(content);
  });

  test('covers the schema, the types of the resolvers and the documents of the browser', () => {
    expect([...generated.keys()]).toEqual([
      'graphql/schema.graphql',
      'graphql/resolverTypes.generated.ts',
      'app/_graphql/documents.generated.ts',
    ]);
  });
});
