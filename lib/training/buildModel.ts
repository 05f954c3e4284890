import { type Analysis, okReport } from '@/lib/analysis/report';
import type { LayerNode, NodeId } from '@/lib/graph/graph';
import { wiringOf } from '@/lib/graph/wiring';
import { invariant, must } from '@/lib/invariant';
import { kindOf } from '@/lib/layers/catalogue';
import type { Call } from '@/lib/layers/kind';
import type { TensorType } from '@/lib/tensor/tensorType';
import { initialKernel } from './initialWeights';
import { foldPadding } from './layers/foldPadding';
import { innerShape, outerType } from './layers/innerShape';
import type { Place } from './layers/layerBuilder';
import { layerBuilder } from './layers/layerBuilders';
import type { Ports } from './ports';
import { type Random, randomOf } from './random';
import { KERNEL } from './scoreMakers';
import type { Layer, LayersModel, SymbolicTensor, TensorFlow } from './tensorflow';

/** A layer of the design as TensorFlow.js has it: none for the input, several where it takes several. */
export interface BuiltNode {
  readonly layers: readonly Layer[];
  /** What comes out of each port. */
  readonly outputs: readonly SymbolicTensor[];
}

/** A design as a model that can be trained; to be disposed by whoever asked for it. */
export interface BuiltModel {
  /** From images, channels last, to the answers of the head and of the side heads. */
  readonly model: LayersModel;
  readonly ports: Ports;
  /** The layers that lead to a head. */
  readonly nodes: ReadonlyMap<NodeId, BuiltNode>;
  dispose(): void;
}

/** Outputs emit nothing; each gets a tensor of its own all the same, so that two may read one layer. */
const PASS_ON: Call = { name: 'identity', args: {} };

const DROPPED = 0x6472_6f70;

/**
 * Builds the layers that lead to a head, from what their kinds emit for Keras. All that is left to
 * chance follows from the seed: kernels at the start, and later what dropout drops. The plan has
 * made sure that every layer can be built.
 */
export function buildModel(
  tf: TensorFlow,
  analysis: Analysis,
  ports: Ports,
  seed: number,
): BuiltModel {
  const nodes = new Map<NodeId, BuiltNode>();
  const wiring = wiringOf(analysis.graph);
  for (const [index, id] of ports.order.entries()) {
    const node = must(analysis.graph.nodes.get(id), `layer ${id}`);
    const arriving = wiring
      .into(id)
      .map(({ source, port }) => must(nodes.get(source)?.outputs[port], `output of ${source}`));
    const random = randomOf(seed, DROPPED, index);
    const built = buildNode(tf, analysis, node, `l${index}`, arriving, random);
    nodes.set(id, built);
  }
  const outputOf = (id: NodeId) => must(nodes.get(id)?.outputs[0], `output of ${id}`);
  const model = tf.model({
    inputs: outputOf(ports.input),
    outputs: [ports.head, ...ports.sideHeads].map(outputOf),
  });
  for (const [id, { layers }] of nodes) {
    const kernel = initialKernel(analysis, ports, id, seed);
    if (kernel) writeKernel(tf, layers, kernel);
  }
  return { model, ports, nodes, dispose: () => void model.dispose() };
}

function buildNode(
  tf: TensorFlow,
  analysis: Analysis,
  node: LayerNode,
  name: string,
  arriving: readonly SymbolicTensor[],
  random: Random,
): BuiltNode {
  const report = must(okReport(analysis, node.id), `report of ${node.name}`);
  const outputs = report.facts.outputs.map((type) => must(type, `output of ${node.name}`));
  if (arriving.length === 0) {
    const [type] = outputs;
    return {
      layers: [],
      outputs: [tf.input({ shape: [...innerShape(must(type, 'input'))], name })],
    };
  }
  const emitted = kindOf(node).emit.keras(node.params, report.facts, report.inputs);
  const calls = emitted.length > 0 ? foldPadding(emitted) : [PASS_ON];
  const layers: Layer[] = [];
  let current = arriving;
  let inputs = report.inputs;
  for (const [step, call] of calls.entries()) {
    const built = buildCall(tf, call, { name: `${name}_${step}`, inputs, outputs, random });
    layers.push(...built);
    current = built.map((layer) => layer.apply([...current]) as SymbolicTensor);
    if (step + 1 < calls.length) inputs = current.map((tensor) => typeAfter(tensor, inputs));
  }
  return { layers, outputs: current };
}

function buildCall(tf: TensorFlow, call: Call, place: Place): readonly Layer[] {
  const build = layerBuilder(call.name);
  invariant(build, `${call.name} can be built`);
  const built = build(tf, call.args, place);
  return 'apply' in built ? [built] : built;
}

/** The type of what one of several calls gives to the next: its shape, with the layout of what came in. */
function typeAfter(tensor: SymbolicTensor, inputs: readonly TensorType[]): TensorType {
  const [, ...shape] = tensor.shape;
  return outerType(
    shape.map((size) => must(size, 'size')),
    inputs[0]?.layout ?? 'other',
  );
}

function writeKernel(tf: TensorFlow, layers: readonly Layer[], values: Float32Array): void {
  const weights = layers.flatMap((layer) => layer.trainableWeights);
  const kernel = weights.find(({ originalName }) => originalName.endsWith(KERNEL));
  invariant(kernel, 'a layer with a kernel');
  const start = tf.tensor(values, kernel.shape as number[]);
  kernel.write(start);
  start.dispose();
}
