import { field, isJsonObject } from '@/lib/interchange/json/jsonObject';
import { readJson } from '@/lib/interchange/json/readJson';
import { err, ok, type Result } from '@/lib/result';
import { type LintSettings, NO_LINT_SETTINGS, readLintSettings } from '@/lib/rules/lintSettings';
import type { Ports } from './command';
import { unopened } from './unopened';

/**
 * Reads a file of settings of the rules, or those that a design file carries under `lint`. The error is a
 * sentence that names the file, the place in it and what was expected there.
 */
export async function readLintFile(
  path: string | undefined,
  ports: Ports,
): Promise<Result<LintSettings, string>> {
  if (path === undefined) return ok(NO_LINT_SETTINGS);
  const bytes = await ports.read(path);
  if (!bytes.ok) return err(unopened(path, bytes.error));
  const parsed = readJson(path, bytes.value);
  if (!parsed.ok) return err(parsed.error.message);
  const value = parsed.value;
  if (!isJsonObject(value))
    return err(`“${path}” does not fit: an object with “rules” and “waivers” was expected.`);
  const { $schema: _schema, ...settings } = value;
  const isDesign = Array.isArray(field(value, 'nodes'));
  const read = readLintSettings(isDesign ? (field(value, 'lint') ?? {}) : settings);
  return read.ok ? read : err(`“${path}” does not fit: ${read.error.replace(/\.$/u, '')}.`);
}
