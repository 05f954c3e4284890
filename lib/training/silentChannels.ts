import { type Analysis, okReport } from '@/lib/analysis/report';
import type { NodeId } from '@/lib/graph/graph';
import { kindOf } from '@/lib/layers/catalogue';
import type { Batch } from './batch';
import type { BuiltModel } from './buildModel';
import type { SymbolicTensor, Tensor, TensorFlow } from './tensorflow';

/** Channels behind an activation that are 0 everywhere on a whole batch. */
export interface Silence {
  readonly node: NodeId;
  readonly silent: number;
  readonly channels: number;
}

/** Counts the silent channels of every activation, with normalisation as in training: running statistics move. */
export async function silentChannels(
  tf: TensorFlow,
  analysis: Analysis,
  { model, nodes }: BuiltModel,
  { images }: Batch,
): Promise<readonly Silence[]> {
  const activations = [...nodes].flatMap(([node, { outputs }]) => {
    const [output] = outputs;
    return output && isActivation(analysis, node) ? [{ node, output }] : [];
  });
  if (activations.length === 0) return [];
  const inner = tf.model({
    inputs: model.inputs,
    outputs: activations.map(({ output }) => output),
  });
  const counts = tf.tidy(() => {
    const values = [inner.apply(images, { training: true }) as Tensor | Tensor[]].flat();
    return tf.stack(values.map((value) => silentIn(tf, value)));
  });
  const silent = await counts.data();
  counts.dispose();
  return activations.map(({ node, output }, index) => ({
    node,
    silent: silent[index] ?? 0,
    channels: channelsOf(output),
  }));
}

function isActivation(analysis: Analysis, id: NodeId): boolean {
  const node = analysis.graph.nodes.get(id);
  const report = okReport(analysis, id);
  if (!node || !report) return false;
  const calls = kindOf(node).emit.keras(node.params, report.facts, report.inputs);
  return calls.some(({ name }) => name === 'activation');
}

function channelsOf({ shape }: SymbolicTensor): number {
  return shape.at(-1) ?? 1;
}

function silentIn(tf: TensorFlow, values: Tensor): Tensor {
  const rows = tf.reshape(values, [-1, values.shape.at(-1) ?? 1]);
  const largest = tf.max(tf.abs(rows), 0);
  return tf.sum(tf.cast(tf.equal(largest, 0), 'float32'));
}
