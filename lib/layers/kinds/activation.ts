import { z } from 'zod';
import { must } from '@/lib/invariant';
import { elementwise, INPUT, inferred, OUTPUT } from '../facts';
import { type Call, defineKind, SINGLE } from '../kind';
import { choice, number, onlyWith } from '../params';
import { perValue, sameShape } from '../working';

interface ActivationFacts {
  /** What PyTorch's autograd keeps: the result where the gradient follows from it. SPEC L8. */
  readonly keeps: 'input' | 'output';
  /** Operations a value, an exponential or a division counted as one. SPEC L6. */
  readonly operations: number;
  readonly torch: string;
}

const FUNCTIONS = {
  relu: { keeps: 'output', operations: 1, torch: 'nn.ReLU' },
  relu6: { keeps: 'input', operations: 2, torch: 'nn.ReLU6' },
  leakyRelu: { keeps: 'input', operations: 2, torch: 'nn.LeakyReLU' },
  elu: { keeps: 'input', operations: 3, torch: 'nn.ELU' },
  gelu: { keeps: 'input', operations: 5, torch: 'nn.GELU' },
  silu: { keeps: 'input', operations: 4, torch: 'nn.SiLU' },
  mish: { keeps: 'input', operations: 9, torch: 'nn.Mish' },
  selu: { keeps: 'input', operations: 4, torch: 'nn.SELU' },
  softplus: { keeps: 'input', operations: 3, torch: 'nn.Softplus' },
  hardSwish: { keeps: 'input', operations: 5, torch: 'nn.Hardswish' },
  hardSigmoid: { keeps: 'input', operations: 4, torch: 'nn.Hardsigmoid' },
  hardSigmoidKeras2: { keeps: 'input', operations: 4, torch: 'HardSigmoidKeras2' },
  sigmoid: { keeps: 'output', operations: 3, torch: 'nn.Sigmoid' },
  tanh: { keeps: 'output', operations: 5, torch: 'nn.Tanh' },
} as const satisfies Record<string, ActivationFacts>;

export const ACTIVATIONS = [
  'relu',
  'relu6',
  'leakyRelu',
  'elu',
  'gelu',
  'silu',
  'mish',
  'selu',
  'softplus',
  'hardSwish',
  'hardSigmoid',
  'hardSigmoidKeras2',
  'sigmoid',
  'tanh',
] as const satisfies readonly (keyof typeof FUNCTIONS)[];

export type ActivationName = (typeof ACTIVATIONS)[number];

/** A function applied to every value. */
export const activation = defineKind({
  kind: 'activation',
  title: 'Activation',
  short: 'Act',
  group: 'Activation',
  summary: 'Applies a non-linear function to every value.',
  arity: SINGLE,
  params: z.strictObject({
    function: choice('Function', ACTIVATIONS, 'relu'),
    slope: onlyWith(
      'function',
      ['leakyRelu', 'elu'] satisfies ActivationName[],
      number('Slope', 0.01, [0, 10], 'Of leakyRelu below zero; scale of elu.'),
    ),
  }),
  infer(params, inputs) {
    const source = must(inputs[0], 'input');
    const { keeps, operations } = FUNCTIONS[params.function];
    return inferred(source, {
      operations: elementwise(source, operations),
      saved: [keeps === 'input' ? INPUT : OUTPUT],
    });
  },
  working: (params, _facts, [source]) => {
    const type = must(source, 'input');
    const { operations } = FUNCTIONS[params.function];
    return {
      outputs: sameShape(type),
      operations: perValue(operations, type, 'An exponential or a division counts as one.'),
    };
  },
  digest: (params) => params.function,
  emit: {
    keras: (params) => [
      { name: 'activation', args: { activation: params.function, slope: params.slope } },
    ],
    torch: (params): readonly Call[] => [
      { name: FUNCTIONS[params.function].torch, args: torchArgs(params.function, params.slope) },
    ],
  },
});

function torchArgs(name: ActivationName, slope: number): Call['args'] {
  if (name === 'leakyRelu') return { negative_slope: slope };
  return name === 'elu' ? { alpha: slope } : {};
}
