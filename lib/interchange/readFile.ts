import { formatBytes } from '@/lib/format';
import { GRAPH_FORMAT, readGraph } from '@/lib/graph/stored';
import { err, ok, type Result } from '@/lib/result';
import { foreignFormat, startsLikeJson } from './foreignFormat';
import { type Imported, type ReadError, unread } from './imported';
import { type ReadOptions, readOnnx } from './onnx/readOnnx';

/** Stored designs are small: one of 20,000 layers takes some 10 MiB. */
const LARGEST_DESIGN = 64 * 1024 * 1024;

/**
 * Reads a file that somebody chose: an ONNX model, or a design as Layerboard stores it. What it is
 * follows from its content; `name` only stands in the sentence when it is neither. Never throws.
 */
export function readFile(
  name: string,
  bytes: Uint8Array,
  options: ReadOptions = {},
): Result<Imported, ReadError> {
  const file = name.trim().slice(0, 200) || 'The file';
  if (bytes.byteLength === 0) return unread('NOT_RECOGNISED', `“${file}” is empty.`);
  if (startsLikeJson(bytes)) return readDesign(file, bytes);
  const foreign = foreignFormat(bytes);
  if (foreign) return unread('NOT_RECOGNISED', `“${file}” cannot be read: ${foreign}.`);
  const read = readOnnx(bytes, options);
  if (read.ok || read.error.code !== 'NOT_RECOGNISED') return read;
  return unread('NOT_RECOGNISED', `“${file}” is neither an ONNX model nor a design of Layerboard.`);
}

function readDesign(file: string, bytes: Uint8Array): Result<Imported, ReadError> {
  if (bytes.byteLength > LARGEST_DESIGN) {
    return unread(
      'TOO_LARGE',
      `“${file}” has ${formatBytes(bytes.byteLength)}; designs have at most ${formatBytes(LARGEST_DESIGN)}.`,
    );
  }
  const parsed = parseJson(bytes);
  if (!parsed.ok)
    return unread(
      'CUT_OFF',
      `“${file}” is JSON that breaks off or has a mistake: ${parsed.error}.`,
    );
  if (!isDesign(parsed.value)) {
    return unread(
      'NOT_RECOGNISED',
      `“${file}” is JSON, but no design of Layerboard: its “format” should be “${GRAPH_FORMAT}”.`,
    );
  }
  const graph = readGraph(parsed.value);
  if (!graph.ok) {
    return unread('BAD_DESIGN', `“${file}” does not fit: ${graph.error.replace(/\.$/, '')}.`);
  }
  return ok({
    graph: graph.value,
    model: { format: 'layerboard', name: file.replace(/\.json$/i, '') },
    opaque: [],
    notes: [],
  });
}

function parseJson(bytes: Uint8Array): Result<unknown, string> {
  try {
    return ok(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (error) {
    return err(error instanceof Error ? error.message : 'it cannot be parsed');
  }
}

function isDesign(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'format' in value;
}
