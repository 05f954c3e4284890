import { nameSchema } from '@/lib/graph/schemas';
import { describeIssue, GRAPH_FORMAT, readGraph } from '@/lib/graph/stored';
import { ok, type Result } from '@/lib/result';
import { readLintSettings } from '@/lib/rules/lintSettings';
import { type Imported, type ReadError, unread } from '../imported';
import { field } from '../json/jsonObject';
import { migrate } from './migrations';

/** Whether a parsed JSON file says that it is a design of Layerboard, of whatever version. */
export function isDesignFile(value: unknown): boolean {
  const format = field(value, 'format');
  return typeof format === 'string' && format.startsWith('layerboard');
}

/** Reads a design that was saved as a file, today's form or an earlier one. `file` is the file's name. */
export function readDesignFile(file: string, value: unknown): Result<Imported, ReadError> {
  const migrated = migrate(value);
  if (!migrated.ok) return unread('BAD_DESIGN', `“${file}” cannot be read: ${migrated.error}.`);
  const { $schema: _schema, name, format: _format, lint, ...parts } = migrated.value;
  const named = nameSchema.nullable().safeParse(name);
  if (!named.success)
    return unread('BAD_DESIGN', `“${file}” does not fit: name: ${describeIssue(named.error)}.`);
  const graph = readGraph({ ...parts, format: GRAPH_FORMAT });
  if (!graph.ok) {
    return unread('BAD_DESIGN', `“${file}” does not fit: ${graph.error.replace(/\.$/, '')}.`);
  }
  const decided = lint === undefined ? undefined : readLintSettings(lint);
  return ok({
    ...(decided?.ok && { lint: decided.value }),
    graph: graph.value,
    model: { format: 'layerboard', name: named.data ?? file.replace(/\.json$/i, '') },
    opaque: [],
    notes: decided && !decided.ok ? [leftOut(decided.error)] : [],
  });
}

/** A rule may be gone in a later version: the design is worth more than what was decided about its findings. */
function leftOut(reason: string): string {
  return `What the file says under “lint” about the design rules is left out: ${reason.replace(/\.$/, '')}.`;
}
