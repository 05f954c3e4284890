import type { ActivationName } from '@/lib/layers/kinds/activation';
import { errorFunction, sigmoid } from './scalarFunctions';

/** Places where a function is tried: on both sides of every corner that an activation has. */
export const PROBES: readonly number[] = [
  -9, -6.5, -4, -3.1, -2.9, -2, -1, -0.5, -0.1, 0.1, 0.5, 1, 2, 2.9, 3.1, 4, 5.9, 6.1, 9,
];

/** Activations that exporters write out in several operators. */
const WRITTEN_OUT: readonly (readonly [ActivationName, (x: number) => number])[] = [
  ['relu', (x) => Math.max(0, x)],
  ['relu6', (x) => Math.min(Math.max(0, x), 6)],
  ['sigmoid', sigmoid],
  ['silu', (x) => x * sigmoid(x)],
  ['hardSigmoid', (x) => Math.min(Math.max(x / 6 + 0.5, 0), 1)],
  ['hardSwish', (x) => x * Math.min(Math.max(x / 6 + 0.5, 0), 1)],
  ['gelu', (x) => 0.5 * x * (1 + errorFunction(x * Math.SQRT1_2))],
  ['gelu', (x) => 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)))],
  ['mish', (x) => x * Math.tanh(Math.log1p(Math.exp(x)))],
  ['tanh', Math.tanh],
];

const TOLERANCE = 1e-5;

/** The activation whose values at the probes these are. */
export function knownFunction(values: readonly number[]): ActivationName | undefined {
  const found = WRITTEN_OUT.find(([, compute]) =>
    PROBES.every((probe, index) => {
      const wanted = compute(probe);
      return Math.abs((values[index] ?? Number.NaN) - wanted) <= TOLERANCE * (1 + Math.abs(wanted));
    }),
  );
  return found?.[0];
}
