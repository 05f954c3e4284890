import { ok, type Result } from '@/lib/result';
import { assembleGraph } from '../assembleGraph';
import { excerpt } from '../excerpt';
import { groupLayers } from '../groupLayers';
import { type Imported, type ReadError, unread } from '../imported';
import { field, isJsonObject } from '../json/jsonObject';
import { opaqueLayers } from '../opaqueLayers';
import type { ReadOptions } from '../readOptions';
import type { KerasGraph } from './kerasGraph';
import { isModel, parseModel } from './parseModel';
import { translateModel } from './translateModel';

/** Where in a file its model is described, and what wrote it. */
export interface KerasFile {
  readonly entry: unknown;
  readonly producer: string;
  readonly keras3: boolean;
}

/**
 * Finds the model in a parsed JSON file: the text of `model.to_json()`, the `config.json` of a `.keras`
 * file, a bare configuration, or the `model.json` of TensorFlow.js. Undefined where there is none.
 */
export function kerasFile(value: unknown): KerasFile | undefined {
  const topology = field(value, 'modelTopology');
  const outer = isJsonObject(topology) ? topology : value;
  const inner = field(outer, 'model_config');
  const entry = isJsonObject(inner) ? inner : outer;
  const config = field(entry, 'config');
  const bare = !isJsonObject(config) && isModel(entry) ? { config: entry } : entry;
  const named = typeof field(bare, 'class_name') === 'string' && config !== undefined;
  if (!named && !isModel(field(bare, 'config'))) return undefined;
  const version = versionOf(outer) ?? versionOf(entry);
  const keras3 =
    version?.startsWith('3') ??
    (field(entry, 'module') !== undefined || field(entry, 'build_config') !== undefined);
  return { entry: bare, keras3, producer: producerOf(value, version, keras3) };
}

/** Whether a parsed JSON file is a frozen graph of TensorFlow.js, which has no layers any more. */
export function isGraphModel(value: unknown): boolean {
  const nodes = field(field(value, 'modelTopology'), 'node');
  return field(value, 'format') === 'graph-model' || Array.isArray(nodes);
}

function versionOf(value: unknown): string | undefined {
  const version = field(value, 'keras_version');
  return typeof version === 'string' ? excerpt(version, 60) : undefined;
}

function producerOf(value: unknown, version: string | undefined, keras3: boolean): string {
  const converter = field(value, 'convertedBy') ?? field(value, 'generatedBy');
  const written = version?.startsWith('tfjs')
    ? version
    : `Keras ${version ?? (keras3 ? '3' : '2')}`;
  return typeof converter === 'string' ? excerpt(`${written}, ${converter}`, 190) : written;
}

/**
 * Reads a Keras model of Keras 2, Keras 3 or TensorFlow.js as a design. Weights are never needed. Classes
 * that are not understood become opaque layers. Never throws; `file` is the name of the file.
 */
export function readKeras(
  file: string,
  { entry, producer, keras3 }: KerasFile,
  options: ReadOptions = {},
): Result<Imported, ReadError> {
  const parsed = parseModel(entry);
  if (!parsed.ok) return unread('DAMAGED', `“${file}” is a Keras model, but ${parsed.error}.`);
  const graph = parsed.value;
  if (graph.outputs.length === 0 || graph.layers.length === 0)
    return unread('EMPTY', `“${file}” is a Keras model without layers.`);
  const channelsFirst = takesChannelsFirst(graph);
  const { inputShape } = options;
  const translated = translateModel(graph, { inputShape, channelsFirst, keras3 });
  if (!translated.ok) return translated;
  const { drafts, notes } = translated.value;
  const blocks = groupLayers(drafts);
  const named = drafts.map((draft, place) => ({ ...draft, block: blocks[place] ?? null }));
  const assembled = assembleGraph(named);
  if (!assembled.ok) return assembled;
  return ok({
    graph: assembled.value,
    model: { format: 'keras', name: excerpt(graph.name, 190), producer },
    opaque: opaqueLayers(assembled.value),
    notes,
  });
}

/** Whether the layers of a model take their channels first: when some say so and none says otherwise. */
function takesChannelsFirst(graph: KerasGraph): boolean {
  const orders = new Set<unknown>();
  const collect = ({ layers }: KerasGraph): void => {
    for (const { config } of layers) {
      orders.add(field(config, 'data_format'));
      const inner = isModel(config) ? parseModel({ config }) : undefined;
      if (inner?.ok) collect(inner.value);
    }
  };
  collect(graph);
  return orders.has('channels_first') && !orders.has('channels_last');
}
