import type { Scalar, Tensor, TensorFlow } from '../tensorflow';
import {
  lossByReference,
  lossByTensorFlow,
  type TestNetwork,
  tensorsOf,
  testNetwork,
} from './testNetwork';

/** Whether a backend computes what it should, and how far it is off. */
export interface SelfTestResult {
  readonly passed: boolean;
  /** Largest error of the loss and of all gradients, as a share of the largest value. */
  readonly worstError: number;
}

/** Half-precision graphics get as far as 0.001; what is worse than this does not train well. */
const TOLERANCE = 2e-3;
const STEP = 1e-5;

/**
 * Runs a tiny network forward and back on the backend in use and compares its loss and all its
 * gradients with plain JavaScript: the gradients by differences of the loss in 64-bit numbers,
 * which owe nothing to TensorFlow.js. Takes milliseconds, and on a graphics card the time that its
 * programs take to be compiled.
 */
export async function selfTest(tf: TensorFlow): Promise<SelfTestResult> {
  const network = testNetwork();
  const expected = expectedValues(network);
  const found = await foundValues(tf, network);
  let worst = 0;
  for (const [index, values] of expected.entries()) {
    const others = found[index];
    const scale = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1e-3);
    if (others?.length !== values.length) return { passed: false, worstError: 1 };
    for (const [place, value] of values.entries()) {
      const error = Math.abs(value - (others[place] ?? Number.NaN)) / scale;
      worst = Number.isNaN(error) ? Number.POSITIVE_INFINITY : Math.max(worst, error);
    }
  }
  return { passed: worst < TOLERANCE, worstError: worst };
}

/** The loss, then the gradient of each weight, by central differences. */
function expectedValues({ image, weights }: TestNetwork): readonly Float64Array[] {
  const gradients = weights.map((weight, index) => {
    const moved = Float64Array.from(weight);
    const all = weights.map((each, other) => (other === index ? moved : each));
    return Float64Array.from(weight, (value, place) => {
      moved[place] = value + STEP;
      const above = lossByReference(image, all);
      moved[place] = value - STEP;
      const below = lossByReference(image, all);
      moved[place] = value;
      return (above - below) / (2 * STEP);
    });
  });
  return [Float64Array.of(lossByReference(image, weights)), ...gradients];
}

async function foundValues(
  tf: TensorFlow,
  network: TestNetwork,
): Promise<readonly ArrayLike<number>[]> {
  const results = tf.tidy((): Tensor[] => {
    const [image, ...weights] = tensorsOf(tf, network) as [Tensor, ...Tensor[]];
    const loss = (...moved: Tensor[]): Scalar => lossByTensorFlow(tf, image, moved);
    const { value, grads } = tf.valueAndGrads(loss)(weights);
    return [value, ...grads];
  });
  try {
    return await Promise.all(results.map((result) => result.data()));
  } finally {
    tf.dispose(results);
  }
}
