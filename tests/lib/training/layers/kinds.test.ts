import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { analyse } from '@/lib/analysis/analyse';
import { okReport } from '@/lib/analysis/report';
import { must } from '@/lib/invariant';
import { KIND_NAMES, portsOf } from '@/lib/layers/catalogue';
import { GraphBuilder, port, type Tap } from '@/lib/templates/builder';
import { elementCount, type TensorType } from '@/lib/tensor/tensorType';
import { type BuiltModel, buildModel } from '@/lib/training/buildModel';
import { innerShape } from '@/lib/training/layers/innerShape';
import { portsOfDesign } from '@/lib/training/ports';
import { randomOf } from '@/lib/training/random';
import type { Scalar, Tensor, TensorFlow, Variable } from '@/lib/training/tensorflow';
import { verify } from '@/lib/training/verify';
import type { LayerWeights, Sample } from '@/tests/support/reference/sample';
import { referenceOutputs } from '@/tests/support/referenceLayers';
import { type Case, smallCases } from '@/tests/support/smallCases';
import { tensorFlowOnWasm } from '@/tests/support/tensorflow';

let tf: TensorFlow;
beforeAll(async () => {
  tf = await tensorFlowOnWasm();
});

const CASES = 40;

/** A design that gives a layer just these inputs, all from one vector. */
function designOf({ layer, inputs }: Case) {
  const net = new GraphBuilder();
  const total = inputs.reduce((sum, type) => sum + elementCount(type), 0);
  const vector = net.add('input', 'values', { form: 'vector', channels: total });
  let start = 0;
  const arriving = inputs.map((type, slot) => {
    const end = start + elementCount(type);
    const part = net.add('slice', `part ${slot}`, { channels: { start, end, step: 1 } }, vector);
    start = end;
    return shaped(net, type, slot, part);
  });
  const tested = net.add(layer.kind, 'tested', layer.params as never, ...arriving);
  const ends = portsOf(layer).map((_name, number) => port(tested, number));
  for (const end of ends) net.add('output', 'end', {}, end);
  return { graph: net.build(), tested };
}

function shaped(net: GraphBuilder, { shape, layout }: TensorType, slot: number, from: Tap): Tap {
  const [a = 1, b = 1, c = 1] = shape;
  if (layout === 'hwc') {
    const map = net.add('reshape', `shape ${slot}`, { shape: [c, a, b] }, from);
    return net.add('permute', `turn ${slot}`, { order: [1, 2, 0] }, map);
  }
  if (layout === 'other' && shape.length === 3) {
    const map = net.add('reshape', `shape ${slot}`, { shape: [a, c, b] }, from);
    return net.add('permute', `turn ${slot}`, { order: [0, 2, 1] }, map);
  }
  return net.add('reshape', `shape ${slot}`, { shape: [...shape] }, from);
}

/** What each input receives of the vector, in the order of its own axes. */
function samplesOf(inputs: readonly TensorType[], values: Float32Array): readonly Sample[] {
  let start = 0;
  return inputs.map((type) => {
    const part = Float64Array.from(values.subarray(start, start + elementCount(type)));
    start += elementCount(type);
    return { type, values: arranged(type, part) };
  });
}

function arranged({ shape, layout }: TensorType, part: Float64Array): Float64Array {
  const [a = 1, b = 1, c = 1] = shape;
  const out = new Float64Array(part.length);
  if (shape.length !== 3 || layout === 'chw') return part;
  for (let i = 0; i < a; i++)
    for (let j = 0; j < b; j++)
      for (let k = 0; k < c; k++) {
        const from = layout === 'hwc' ? (k * a + i) * b + j : (i * c + k) * b + j;
        out[(i * b + j) * c + k] = part[from] ?? 0;
      }
  return out;
}

/** The output of TensorFlow.js in the order of axes of its type. */
async function outer(tensor: Tensor, type: TensorType): Promise<ArrayLike<number>> {
  const ordered = tf.tidy(() =>
    type.layout === 'chw' ? tf.transpose(tensor, [0, 3, 1, 2]) : tensor.clone(),
  );
  const values = await ordered.data();
  ordered.dispose();
  return values;
}

/** Gives all weights of a layer random values, positive where they have to be, and tells them by name. */
async function randomWeights(built: BuiltModel, id: string): Promise<LayerWeights> {
  const layers = must(built.nodes.get(id), 'tested layer').layers;
  const weights: Record<string, ArrayLike<number>> = {};
  for (const weight of layers.flatMap((layer) => layer.weights)) {
    const random = randomOf(7, weight.shape.length);
    const name = must(weight.originalName.split('/').at(-1), 'name');
    const shape = weight.shape as number[];
    const values = Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () =>
      name === 'runningVariance' ? random.between(0.5, 2) : random.normal(),
    );
    tf.tidy(() => void weight.write(tf.tensor(values, shape)));
    weights[name] = values;
  }
  return weights;
}

const TESTED = KIND_NAMES.filter((kind) => kind !== 'opaque' && kind !== 'input');

describe.each(TESTED)('%s, built for TensorFlow.js', (kind) => {
  it('[T4] has the shapes and the weights of the analysis, and computes what its definition says', async () => {
    await fc.assert(
      fc.asyncProperty(smallCases(kind), async (each) => {
        const { graph, tested } = designOf(each);
        const analysis = analyse(graph);
        const ports = portsOfDesign(analysis);
        if (!ports.ok) throw new Error(ports.error);
        const built = buildModel(tf, analysis, ports.value, 1);
        const weights = await randomWeights(built, tested.id);
        const random = randomOf(3);
        const total = each.inputs.reduce((sum, type) => sum + elementCount(type), 0);
        const values = Float32Array.from({ length: total }, () => random.normal());
        const inner = tf.model({
          inputs: built.model.inputs,
          outputs: [...must(built.nodes.get(tested.id), 'tested').outputs],
        });
        const results = tf.tidy(() =>
          [inner.apply(tf.tensor2d(values, [1, total]), { training: false }) as Tensor].flat(),
        );
        const expected = referenceOutputs(
          each.layer,
          samplesOf(each.inputs, values),
          each.outputs,
          weights,
        );
        const disagreements = verify(tf, analysis, built);
        for (const [index, type] of each.outputs.entries()) {
          const result = must(results[index], 'result');
          expect(result.shape.slice(1)).toEqual(innerShape(type));
          expectClose(await outer(result, type), must(expected[index], 'reference'));
        }
        tf.dispose(results);
        built.dispose();
        expect(disagreements).toEqual([]);
        expect(okReport(analysis, tested.id)?.facts.outputs).toEqual(each.outputs);
      }),
      { numRuns: CASES },
    );
  });

  it('[T4] has the gradients that differences of its output show', async () => {
    await fc.assert(
      fc.asyncProperty(smallCases(kind), async (each) => {
        const { graph, tested } = designOf(each);
        const analysis = analyse(graph);
        const ports = portsOfDesign(analysis);
        if (!ports.ok) throw new Error(ports.error);
        const built = buildModel(tf, analysis, ports.value, 1);
        await randomWeights(built, tested.id);
        expectGradients(built, each);
        built.dispose();
      }),
      { numRuns: CASES / 2 },
    );
  });
});

function expectClose(found: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(found).toHaveLength(expected.length);
  const scale = Array.from(expected).reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  for (let index = 0; index < expected.length; index++) {
    const error = Math.abs((found[index] ?? Number.NaN) - (expected[index] ?? Number.NaN)) / scale;
    expect(error).toBeLessThan(1e-4);
  }
}

const STEP = 5e-4;
const DIRECTIONS = [11, 12, 13] as const;

/**
 * Compares the slope of a sum over the outputs along random directions with the one that the
 * gradients say. Where a function has kinks a step may cross one: two of three directions have to
 * agree.
 */
function expectGradients({ model }: BuiltModel, { layer, inputs }: Case): void {
  const training = layer.kind !== 'dropout';
  const total = inputs.reduce((sum, type) => sum + elementCount(type), 0);
  const variables = model.trainableWeights.map((weight) => weight.read() as Variable);
  const starts = variables.map((variable) => variable.clone());
  const errors = DIRECTIONS.map((seed) => {
    const random = randomOf(seed);
    const normal = (shape: readonly number[]) => {
      const size = shape.reduce((product, length) => product * length, 1);
      return tf.tensor(
        Float32Array.from({ length: size }, () => random.normal()),
        [...shape],
      );
    };
    return tf.tidy(() => {
      const x = normal([3, total]);
      const parts = (values: Tensor) => [model.apply(values, { training }) as Tensor].flat();
      const factors = parts(x).map(({ shape }) => normal(shape));
      const value = (values: Tensor): Scalar =>
        parts(values)
          .map((part, index) => tf.sum(tf.mul(part, must(factors[index], 'factor'))) as Scalar)
          .reduce((sum, part) => tf.add(sum, part));
      const byWeight =
        variables.length > 0 ? tf.variableGrads(() => value(x), variables).grads : {};
      const gradients = [tf.grad(value)(x), ...variables.map(({ name }) => byWeight[name])];
      const directions = [x, ...variables].map(({ shape }) => normal(shape));
      const slopes = gradients.map((gradient, index) =>
        gradient ? first(tf.sum(tf.mul(gradient, must(directions[index], 'direction')))) : 0,
      );
      const moved = (by: number) => {
        const step = (start: Tensor, index: number) =>
          tf.add(start, tf.mul(must(directions[index], 'direction'), by));
        for (const [index, variable] of variables.entries())
          variable.assign(step(must(starts[index], 'start'), index + 1));
        return first(value(step(x, 0)));
      };
      const difference = (moved(STEP) - moved(-STEP)) / (2 * STEP);
      for (const [index, variable] of variables.entries())
        variable.assign(must(starts[index], 'start'));
      const norms = gradients.map((gradient) => (gradient ? first(tf.norm(gradient)) : 0));
      const scale = norms.reduce((sum, norm) => sum + norm, 1);
      return Math.abs(slopes.reduce((sum, slope) => sum + slope, 0) - difference) / scale;
    });
  });
  tf.dispose(starts);
  expect(errors.filter((error) => error < 0.1).length).toBeGreaterThanOrEqual(2);
}

function first(values: Tensor): number {
  return values.dataSync()[0] ?? Number.NaN;
}
