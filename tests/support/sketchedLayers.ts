import { analyse } from '@/lib/analysis/analyse';
import { okReport } from '@/lib/analysis/report';
import { wiringOf } from '@/lib/graph/wiring';
import type { Imported, ReadError } from '@/lib/interchange/imported';
import { readOnnx } from '@/lib/interchange/onnx/readOnnx';
import type { ReadOptions } from '@/lib/interchange/readOptions';
import { kindOf } from '@/lib/layers/catalogue';
import { describeType } from '@/lib/tensor/tensorType';
import { type ModelSketch, onnxModel } from './onnxModel';

/** A sketched model as the reader takes it. Throws when it cannot be read. */
export function readSketch(sketch: ModelSketch, options?: ReadOptions): Imported {
  const read = readOnnx(onnxModel(sketch), options);
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
}

/** Why a sketched model cannot be read. Throws when it can. */
export function refusedSketch(sketch: ModelSketch, options?: ReadOptions): ReadError {
  const read = readOnnx(onnxModel(sketch), options);
  if (read.ok) throw new Error('the model was read');
  return read.error;
}

/**
 * The layers that a sketched model becomes, each in a line, without inputs and outputs:
 * `conv2d[8 · 3×3 p1](x) 32×32×8, 216 params`.
 */
export function sketchedLayers(sketch: ModelSketch): readonly string[] {
  const { graph } = readSketch(sketch);
  const analysis = analyse(graph);
  const wiring = wiringOf(graph);
  return [...graph.nodes.values()].flatMap((node) => {
    if (node.kind === 'input' || node.kind === 'output') return [];
    const kind = kindOf(node);
    const sources = wiring.into(node.id).map(({ source, port }) => {
      const name = graph.nodes.get(source)?.name ?? '?';
      return port === 0 ? name : `${name}:${port}`;
    });
    const report = okReport(analysis, node.id);
    const shapes = report?.facts.outputs.map((type) => (type ? describeType(type) : '?')) ?? ['?'];
    const params = report?.cost.params ? `, ${report.cost.params} params` : '';
    return `${node.kind}[${kind.digest(node.params)}](${sources.join(', ')}) ${shapes.join(' ')}${params}`;
  });
}
