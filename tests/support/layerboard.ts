import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { type AnalysisDocument, analysisDocumentSchema } from '@/lib/cli/analysisDocument';
import type { Outcome, Ports } from '@/lib/cli/command';
import { program } from '@/lib/cli/program';
import { err, ok } from '@/lib/result';

/** Reads real files, and unpacks fixtures that are packed. */
const files: Ports = {
  async read(path) {
    if (existsSync(`${path}.gz`)) return ok(new Uint8Array(gunzipSync(readFileSync(`${path}.gz`))));
    return existsSync(path)
      ? ok(new Uint8Array(readFileSync(path)))
      : err({ code: 'ENOENT', siblings: [] });
  },
};

/** Files that exist only here, by name. */
export function holding(contents: Readonly<Record<string, string | Uint8Array>>): Ports {
  return {
    async read(path) {
      const content = contents[path];
      if (content === undefined) return err({ code: 'ENOENT', siblings: Object.keys(contents) });
      return ok(typeof content === 'string' ? new TextEncoder().encode(content) : content);
    },
  };
}

/** Runs a command line without a process. */
export async function layerboard(args: readonly string[], ports: Ports = files): Promise<Outcome> {
  const { tokens } = parseArgs({
    args: [...args],
    options: program.options,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  return program.run(tokens, '1.2.3', ports);
}

/** The object that `analyze --format json` prints, checked against its schema. */
export async function analyzed(
  operand: string,
  ...args: readonly string[]
): Promise<AnalysisDocument> {
  const outcome = await layerboard(['analyze', operand, '--format', 'json', ...args]);
  if (outcome.exitCode === 2) throw new Error(outcome.messages.join('\n'));
  return analysisDocumentSchema.parse(JSON.parse(outcome.stdout));
}

export function fixturePath(name: string): string {
  return new URL(`../fixtures/${name}`, import.meta.url).pathname;
}
