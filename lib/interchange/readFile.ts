import type { Result } from '@/lib/result';
import { foreignFormat, startsLikeJson } from './foreignFormat';
import { type Imported, type ReadError, unread } from './imported';
import { readJson } from './json/readJson';
import { isGraphModel, kerasFile, readKeras } from './keras/readKeras';
import { isDesignFile, readDesignFile } from './layerboard/readDesignFile';
import { readOnnx } from './onnx/readOnnx';
import type { ReadOptions } from './readOptions';
import { zipEntry } from './zipEntry';

/**
 * Reads a file that somebody chose: an ONNX model, a Keras archive or configuration, a TensorFlow.js model,
 * or a design that was saved from Layerboard. What it is follows from its content; `name` only stands in sentences. Never
 * throws.
 */
export function readFile(
  name: string,
  bytes: Uint8Array,
  options: ReadOptions = {},
): Result<Imported, ReadError> {
  const file = name.trim().slice(0, 200) || 'The file';
  if (bytes.byteLength === 0) return unread('NOT_RECOGNISED', `“${file}” is empty.`);
  if (startsLikeJson(bytes)) return readText(file, bytes, options);
  const config = zipEntry(bytes, 'config.json');
  if (config?.status === 'stored') return readText(file, config.bytes, options);
  if (config) return unread('NOT_RECOGNISED', `“${file}” cannot be read: ${PACKED}.`);
  const foreign = foreignFormat(bytes);
  if (foreign) return unread('NOT_RECOGNISED', `“${file}” cannot be read: ${foreign}.`);
  const read = readOnnx(bytes, options);
  if (read.ok || read.error.code !== 'NOT_RECOGNISED') return read;
  return unread('NOT_RECOGNISED', `“${file}” is none of the files that can be read: ${READABLE}.`);
}

/** What can be read, as the end of a sentence. */
const READABLE =
  'an ONNX model, a Keras model (.keras or JSON), a TensorFlow.js model, or a design that was downloaded from Layerboard';

function readText(
  file: string,
  bytes: Uint8Array,
  options: ReadOptions,
): Result<Imported, ReadError> {
  const json = readJson(file, bytes);
  if (!json.ok) return json;
  const { value } = json;
  if (isDesignFile(value)) return readDesignFile(file, value);
  if (isGraphModel(value)) return unread('NOT_RECOGNISED', `“${file}” cannot be read: ${FROZEN}.`);
  const model = kerasFile(value);
  if (model) return readKeras(file, model, options);
  return unread(
    'NOT_RECOGNISED',
    `“${file}” is JSON, but neither a Keras or TensorFlow.js model nor a design of Layerboard.`,
  );
}

/** An archive of Keras that somebody has packed anew. */
const PACKED = 'the config.json within it is packed: unpack the archive and choose config.json';

/** What a graph model of TensorFlow.js is, and what to do instead. */
const FROZEN =
  'it is a graph model of TensorFlow.js, which no longer has layers: convert the original as a layers model (--output_format=tfjs_layers_model), or export it to ONNX with tf2onnx';
