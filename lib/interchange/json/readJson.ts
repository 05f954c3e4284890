import { formatBytes, formatExact } from '@/lib/format';
import { err, ok, type Result } from '@/lib/result';
import { type ReadError, unread } from '../imported';
import { JSON_LIMITS } from './jsonLimits';

/**
 * Parses a JSON file within limits that are checked on its bytes, before anything is built. `file`
 * is its name as it stands in sentences.
 */
export function readJson(file: string, bytes: Uint8Array): Result<unknown, ReadError> {
  if (bytes.byteLength > JSON_LIMITS.bytes) {
    const [has, most] = [formatBytes(bytes.byteLength), formatBytes(JSON_LIMITS.bytes)];
    return unread('TOO_LARGE', `“${file}” has ${has}; JSON is read up to ${most}.`);
  }
  const excess = excessOf(bytes);
  if (excess) return unread('TOO_LARGE', `“${file}” is too large to read: it has ${excess}.`);
  const parsed = parse(bytes);
  if (parsed.ok) return parsed;
  return unread('CUT_OFF', `“${file}” is JSON that breaks off or has a mistake: ${parsed.error}.`);
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);

/** What the text has too much of, by its brackets and commas outside of strings. */
function excessOf(bytes: Uint8Array): string | undefined {
  let depth = 0;
  let values = 1;
  let quoted = false;
  for (let at = 0; at < bytes.byteLength; at++) {
    const byte = bytes[at] ?? 0;
    if (quoted) {
      if (byte === BACKSLASH) at++;
      else if (byte === QUOTE) quoted = false;
    } else if (byte === QUOTE) {
      quoted = true;
    } else if (byte === COMMA || byte === COLON) {
      values++;
    } else if (OPENING.has(byte)) {
      depth++;
      values++;
    } else if (CLOSING.has(byte)) {
      depth--;
    }
    if (depth > JSON_LIMITS.depth)
      return `lists more than ${formatExact(JSON_LIMITS.depth)} deep within one another`;
    if (values > JSON_LIMITS.values) return `more than ${formatExact(JSON_LIMITS.values)} values`;
  }
  return undefined;
}

function parse(bytes: Uint8Array): Result<unknown, string> {
  try {
    return ok(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (error) {
    return err(error instanceof Error ? error.message : 'it cannot be parsed');
  }
}
