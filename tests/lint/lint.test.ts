import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const IMPORTS = 'lint/style/noRestrictedImports';
const CYCLES = 'lint/suspicious/noImportCycles';
const ANY = 'lint/suspicious/noExplicitAny';
const BARREL = 'lint/performance/noBarrelFile';
const KIND = 'plugin';

function imports(module: string): string {
  return `import { thing } from '${module}';\nexport const used = thing;\n`;
}

function compares(condition: string): string {
  return `export function check(node: Node, other: Node, maybe?: Node) {\n  const { kind } = node;\n  return [kind, other, maybe, ${condition}];\n}\ninterface Node { readonly kind: string }\n`;
}

function switches(on: string): string {
  return `export function check(node: { readonly kind: string }) {\n  const { kind } = node;\n  switch (${on}) {\n    case 'conv2d':\n      return kind;\n    default:\n      return node;\n  }\n}\n`;
}

/** Files with one fault each, and the rule that has to find it. */
const FAULTS: readonly (readonly [path: string, source: string, rule: string])[] = [
  ...[
    '@/app/page',
    '@/graphql/schema',
    '@/db/database',
    '../../app/page',
    '../../graphql/schema',
    '../../db/database',
    'react',
    'react-dom',
    'next',
    'next/link',
    'node:fs',
    'pg',
    'drizzle-orm',
    'drizzle-orm/pg-core',
    '@tensorflow/tfjs',
  ].map((module, index) => [`lib/zone/import${index}.ts`, imports(module), IMPORTS] as const),
  ...['@/app/page', '@/graphql/schema', '../../app/page', 'react', 'next/headers'].map(
    (module, index) => [`db/zone/import${index}.ts`, imports(module), IMPORTS] as const,
  ),
  ...['@/app/page', '../../app/page', 'react', 'next/headers'].map(
    (module, index) => [`graphql/zone/import${index}.ts`, imports(module), IMPORTS] as const,
  ),
  ...['@/db/database', '../../db/database', 'drizzle-orm', 'pg'].map(
    (module, index) => [`app/zone/import${index}.tsx`, imports(module), IMPORTS] as const,
  ),
  ...[
    "node.kind === 'conv2d'",
    "node.kind !== 'conv2d'",
    "'conv2d' === node.kind",
    "'conv2d' !== node.kind",
    "kind === 'conv2d'",
    "kind !== 'conv2d'",
    "maybe?.kind === 'conv2d'",
    "node['kind'] === 'conv2d'",
    "['conv2d', 'dense'].includes(node.kind)",
  ].map((condition, index) => [`lib/kinds${index}.ts`, compares(condition), KIND] as const),
  ['lib/switch0.ts', switches('node.kind'), KIND],
  ['lib/switch1.ts', switches('kind'), KIND],
  ['app/kinds.ts', compares("node.kind === 'conv2d'"), KIND],
  ['graphql/kinds.ts', compares("node.kind === 'conv2d'"), KIND],
  ['db/kinds.ts', compares("node.kind === 'conv2d'"), KIND],
  ['lib/rules/kinds.ts', compares("node.kind === 'conv2d'"), KIND],
  ['lib/layers/kinds.ts', compares("node.kind === 'conv2d'"), KIND],
  ['lib/cycle/one.ts', "import { two } from './two';\nexport const one = () => two;\n", CYCLES],
  ['lib/cycle/two.ts', "import { one } from './one';\nexport const two = () => one;\n", CYCLES],
  ['lib/barrel0.ts', "export { thing } from './good/plain';\n", BARREL],
  ['lib/barrel1.ts', "export * from './good/plain';\n", BARREL],
  ['lib/any.ts', 'export const same = (value: any) => value;\n', ANY],
  ['app/any.tsx', 'export const same = (value: unknown) => value as any;\n', ANY],
];

/** Files that look like faults and are none. */
const FINE: readonly (readonly [path: string, source: string])[] = [
  ['lib/good/plain.ts', 'export const thing = 1;\n'],
  ['lib/good/inside.ts', imports('./plain')],
  ['lib/good/within.ts', imports('@/lib/good/plain')],
  ['db/good.ts', imports('@/lib/good/plain')],
  ['graphql/good.ts', imports('@/db/database')],
  ['app/good.tsx', imports('@/lib/good/plain')],
  ['lib/good/alike.ts', compares('node.kind === other.kind')],
  ['lib/good/status.ts', compares("(node as { status?: string }).status === 'ok'")],
  ['lib/layers/kinds/conv2d.ts', compares("node.kind === 'conv2d'")],
  ['lib/interchange/reader.ts', switches('node.kind')],
  ['lib/interchange/onnx/reader.ts', compares("node.kind === 'conv2d'")],
  ['lib/rules/checks/stem.ts', compares("node.kind === 'conv2d'")],
  ['tests/lib/some.test.ts', compares("node.kind === 'conv2d'")],
];

interface Report {
  readonly diagnostics: readonly {
    readonly category: string;
    readonly severity: string;
    readonly location: { readonly path: string };
  }[];
}

describe('the lint rules of the house', () => {
  let folder = '';
  let found: ReadonlyMap<string, ReadonlySet<string>> = new Map();

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'lint-'));
    for (const name of ['biome.json', 'tsconfig.json', '.gitignore', 'tests/lint'])
      cpSync(join(root, name), join(folder, name), { recursive: true });
    for (const [path, source] of [...FAULTS, ...FINE]) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), source);
    }
    found = faultsIn(folder);
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(FAULTS)('find the fault in %s', (path, _source, rule) => {
    expect([...(found.get(path) ?? [])]).toContain(rule);
  });

  it.each(FINE)('have nothing against %s', (path) => {
    expect([...(found.get(path) ?? [])]).toEqual([]);
  });
});

/** The rules that each file of a folder breaks. */
function faultsIn(folder: string): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const { category, severity, location } of lint(folder).diagnostics) {
    if (severity !== 'error') continue;
    found.set(location.path, (found.get(location.path) ?? new Set()).add(category));
  }
  return found;
}

function lint(folder: string): Report {
  const biome = createRequire(import.meta.url).resolve('@biomejs/biome/bin/biome');
  const options = ['lint', '--reporter=json', '--max-diagnostics=none', '.'];
  try {
    return JSON.parse(run(biome, options, folder));
  } catch (thrown) {
    const { stdout } = thrown as { readonly stdout?: string };
    if (!stdout) throw thrown;
    return JSON.parse(stdout);
  }
}

function run(biome: string, options: readonly string[], cwd: string): string {
  return execFileSync(process.execPath, [biome, ...options], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 1e8,
  });
}
