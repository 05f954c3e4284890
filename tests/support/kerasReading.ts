import { analyse } from '@/lib/analysis/analyse';
import { readFile } from '@/lib/interchange/readFile';
import type { ReadOptions } from '@/lib/interchange/readOptions';
import { KerasConfig } from './kerasConfig';

type Config = Readonly<Record<string, unknown>>;

/** Reads a configuration, as a file or as a value. */
export function readModel(value: unknown, options: ReadOptions = {}) {
  const bytes =
    value instanceof Uint8Array ? value : new TextEncoder().encode(JSON.stringify(value));
  return readFile('model.json', bytes, options);
}

/** What a configuration that is a model is read as. */
export function imported(value: unknown, options: ReadOptions = {}) {
  const result = readModel(value, options);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

/** Layers of a reading with what comes out of them: `name kind 8×8×3`. */
export function sketch(value: unknown, options: ReadOptions = {}): readonly string[] {
  const { graph } = imported(value, options);
  const { reports } = analyse(graph);
  return [...graph.nodes.values()].map(({ id, name, kind }) => {
    const report = reports.get(id);
    const type = report?.status === 'ok' ? report.facts.outputs[0] : undefined;
    return `${name} ${kind} ${type ? type.shape.join('×') : 'unknown'}`;
  });
}

/** A model of one layer on a map of 8×10 with 3 channels, or another input. */
export function single(
  className: string,
  config: Config,
  shape: readonly (number | null)[] = [8, 10, 3],
) {
  const net = new KerasConfig(3, 'one');
  return net.json(net.add(className, { name: 'layer', ...config }, net.input(...shape)));
}
