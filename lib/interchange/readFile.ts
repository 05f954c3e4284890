import type { Result } from '@/lib/result';
import { foreignFormat, startsLikeJson } from './foreignFormat';
import { type Imported, type ReadError, unread } from './imported';
import { readJson } from './json/readJson';
import { DESIGN_FORMAT } from './layerboard/designFile';
import { isDesignFile, readDesignFile } from './layerboard/readDesignFile';
import { type ReadOptions, readOnnx } from './onnx/readOnnx';

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
  if (startsLikeJson(bytes)) return readText(file, bytes);
  const foreign = foreignFormat(bytes);
  if (foreign) return unread('NOT_RECOGNISED', `“${file}” cannot be read: ${foreign}.`);
  const read = readOnnx(bytes, options);
  if (read.ok || read.error.code !== 'NOT_RECOGNISED') return read;
  return unread('NOT_RECOGNISED', `“${file}” is neither an ONNX model nor a design of Layerboard.`);
}

function readText(file: string, bytes: Uint8Array): Result<Imported, ReadError> {
  const json = readJson(file, bytes);
  if (!json.ok) return json;
  if (isDesignFile(json.value)) return readDesignFile(file, json.value);
  return unread(
    'NOT_RECOGNISED',
    `“${file}” is JSON, but no design of Layerboard: its “format” should be “${DESIGN_FORMAT}”.`,
  );
}
