import { err, ok, type Result } from '@/lib/result';
import { field, isJsonObject, type JsonObject } from '../json/jsonObject';
import type { KerasCall, KerasGraph, KerasLayer, TensorRef } from './kerasGraph';
import { readShape, tensorRefs } from './tensorRefs';

/** Whether a layer of a file is a model of its own. */
export function isModel(config: unknown): boolean {
  return Array.isArray(config) || Array.isArray(field(config, 'layers'));
}

/** Reads the description of a model: one that names its wires, or a mere sequence. The error is the end of a sentence. */
export function parseModel(entry: unknown): Result<KerasGraph, string> {
  const config = field(entry, 'config');
  const entries = Array.isArray(config) ? config : field(config, 'layers');
  if (!Array.isArray(entries)) return err(WITHOUT_LAYERS);
  const layers: KerasLayer[] = [];
  for (const each of entries) {
    const layer = parseLayer(each);
    if (!layer) return err('one of its layers has no class, no name or no settings');
    layers.push(layer);
  }
  const name = textOf(field(config, 'name')) ?? '';
  const outputs = field(config, 'output_layers');
  if (outputs === undefined) return ok(sequence(name, layers, entry, entries));
  return ok({
    name,
    layers,
    inputs: tensorRefs(field(config, 'input_layers')).tensors,
    outputs: tensorRefs(outputs).tensors,
  });
}

const WITHOUT_LAYERS =
  'it does not list its layers, as models that are written as a class do: export it to ONNX instead';

function parseLayer(entry: unknown): KerasLayer | undefined {
  const className = textOf(field(entry, 'class_name'));
  const stated = field(entry, 'config');
  const config: JsonObject | undefined = Array.isArray(stated)
    ? { layers: stated }
    : asObject(stated);
  const name = textOf(field(entry, 'name')) ?? textOf(field(config, 'name')) ?? className;
  if (className === undefined || !config || name === undefined) return undefined;
  return { name, className, config, calls: callsOf(field(entry, 'inbound_nodes')) };
}

function callsOf(nodes: unknown): readonly KerasCall[] {
  return Array.isArray(nodes) ? nodes.map(tensorRefs) : [];
}

function asObject(value: unknown): JsonObject | undefined {
  return isJsonObject(value) ? value : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Layers one after another, with an input in front where the file only states its size. */
function sequence(
  name: string,
  listed: readonly KerasLayer[],
  entry: unknown,
  entries: readonly unknown[],
): KerasGraph {
  const shape = stated(entry) ?? stated(entries[0]);
  const input: KerasLayer = {
    name: 'input',
    className: 'InputLayer',
    config: shape ? { batch_input_shape: shape } : {},
    calls: [],
  };
  const all = listed[0]?.className === 'InputLayer' ? listed : [input, ...listed];
  const names = uniqueNames(all);
  const layers = all.map((layer, place): KerasLayer => {
    const before = names[place - 1];
    const calls = before === undefined ? [] : [{ tensors: [refTo(before)], constants: [] }];
    return { ...layer, name: names[place] ?? layer.name, calls };
  });
  const last = layers.at(-1);
  const first = layers[0];
  return {
    name,
    layers,
    inputs: first ? [refTo(first.name)] : [],
    outputs: last ? [refTo(last.name)] : [],
  };
}

/** Names that no other layer of the sequence has: files need not give them. */
function uniqueNames(layers: readonly KerasLayer[]): readonly string[] {
  const taken = new Set<string>();
  return layers.map(({ name }, place) => {
    const own = taken.has(name) ? `${name}_${place}` : name;
    taken.add(own);
    return own;
  });
}

function refTo(layer: string): TensorRef {
  return { layer, call: 0, port: 0, shape: undefined };
}

/** The size of a sequence's input, where it or its first layer, or the first layer of that, states it. */
function stated(entry: unknown): readonly (number | null)[] | undefined {
  const config = field(entry, 'config');
  const inner = field(config, 'layers') ?? config;
  return (
    readShape(field(config, 'batch_input_shape')) ??
    readShape(field(config, 'batch_shape')) ??
    readShape(field(config, 'build_input_shape')) ??
    readShape(field(field(entry, 'build_config'), 'input_shape')) ??
    (Array.isArray(inner) ? stated(inner[0]) : undefined)
  );
}
