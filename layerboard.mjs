#!/usr/bin/env node
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/** The command line: reads files, prints, exits. What it does is said in lib/cli, which is bundled in memory. */
process.on('uncaughtException', (error) => {
  // Not 1, which says something of the design.
  console.error(error);
  process.exit(2);
});

const root = fileURLToPath(new URL('.', import.meta.url));
const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));

/** @returns {Promise<typeof import('./lib/cli/program')>} */
async function load() {
  const { build } = await import('esbuild').catch(() => {
    console.error('layerboard: Its packages are not installed: run “npm ci” in', root);
    process.exit(2);
  });
  const { outputFiles } = await build({
    entryPoints: [path.join(root, 'lib/cli/program.ts')],
    alias: { '@': path.dirname(path.join(root, 'package.json')) },
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    target: 'node20',
    tsconfigRaw: {},
    write: false,
  });
  const code = Buffer.from(outputFiles[0].contents).toString('base64');
  return import(`data:text/javascript;base64,${code}`);
}

// npm runs scripts in the folder of the package: names of files are meant from where it was called.
const folder = (process.env.npm_lifecycle_event === 'layerboard' && process.env.INIT_CWD) || '.';

/** @type {import('./lib/cli/command').Ports} */
const ports = {
  async read(name) {
    const file = path.resolve(folder, name);
    try {
      const bytes = name === '-' ? await buffer(process.stdin) : await readFile(file);
      return { ok: true, value: new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length) };
    } catch (error) {
      const siblings = await readdir(path.dirname(file)).catch(() => []);
      return { ok: false, error: { code: error.code ?? String(error), siblings } };
    }
  },
};

/** @param {import('node:stream').Writable} stream @param {string} text */
function print(stream, text) {
  // Whoever reads may stop early, as `head` does: then nobody is left to tell.
  stream.on('error', (error) => {
    if (error.code !== 'EPIPE') throw error;
  });
  stream.write(text);
}

const { program } = await load();
const { tokens } = parseArgs({
  args: process.argv.slice(2),
  options: program.options,
  allowPositionals: true,
  strict: false,
  tokens: true,
});
const { exitCode, stdout, messages } = await program.run(tokens, version, ports);
process.exitCode = exitCode;
print(process.stdout, stdout);
print(process.stderr, messages.map((message) => `layerboard: ${message}\n`).join(''));
