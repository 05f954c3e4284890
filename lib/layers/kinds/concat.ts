import { z } from 'zod';
import { named, sum } from '@/lib/formula';
import { must } from '@/lib/invariant';
import { channelAxis, describeType, type TensorType } from '@/lib/tensor/tensorType';
import { failed, inferred } from '../facts';
import { defineKind, type Problem, type Reckoning } from '../kind';
import { choice } from '../params';
import { asInput } from '../working';

const AXES = ['channels', 'height', 'width'] as const;

/** Puts its inputs behind one another along an axis, in the order of their slots. Copies. */
export const concat = defineKind({
  kind: 'concat',
  title: 'Concat',
  short: 'Concat',
  group: 'Join',
  summary: 'Stacks the channels of its inputs, in the order of their wires.',
  arity: { min: 1, max: Number.POSITIVE_INFINITY },
  params: z.strictObject({ axis: choice('Axis', AXES, 'channels') }),
  infer({ axis }, inputs) {
    const first = must(inputs[0], 'input');
    const along = axisIndex(first, axis);
    if (along === undefined) return failed(missingAxis(axis, first));
    const slot = inputs.findIndex((input) => !fits(first, input, along));
    const other = inputs[slot];
    if (other) return failed(mismatch(axis, first, other, slot));
    let total = 0;
    for (const input of inputs) total += input.shape[along] ?? 0;
    const shape = first.shape.map((size, index) => (index === along ? total : size));
    return inferred(
      { ...first, shape },
      { reach: axis === 'channels' ? { type: 'pointwise' } : { type: 'unknown' } },
    );
  },
  working: ({ axis }, _facts, inputs) => {
    const first = must(inputs[0], 'input');
    const along = axisIndex(first, axis);
    const sizes = inputs.map(({ shape }, slot) =>
      named(`input ${slot + 1}`, shape[along ?? 0] ?? 0),
    );
    const joined: Reckoning = {
      formula: sum(...sizes),
      words: 'The inputs stand behind one another, in the order of their wires.',
    };
    return {
      outputs: [first.shape.map((_size, at) => (at === along ? joined : asInput(first, at)))],
    };
  },
  digest: ({ axis }) => (axis === 'channels' ? '' : `along ${axis}`),
  emit: {
    keras: ({ axis }, _facts, [first]) => [
      { name: 'concatenate', args: { axis: axis === 'channels' ? -1 : first && kerasAxis(axis) } },
    ],
    torch: ({ axis }, _facts, [first]) => [
      { name: 'torch.cat', args: { dim: first && (axisIndex(first, axis) ?? 0) + 1 } },
    ],
  },
});

function axisIndex(type: TensorType, axis: (typeof AXES)[number]): number | undefined {
  if (axis === 'channels') return channelAxis(type);
  if (type.layout === 'chw') return axis === 'height' ? 1 : 2;
  if (type.layout === 'hwc') return axis === 'height' ? 0 : 1;
  return undefined;
}

function kerasAxis(axis: 'height' | 'width'): number {
  return axis === 'height' ? 1 : 2;
}

function fits(first: TensorType, input: TensorType, along: number): boolean {
  return (
    input.layout === first.layout &&
    input.shape.length === first.shape.length &&
    input.shape.every((size, index) => index === along || size === first.shape[index])
  );
}

function missingAxis(axis: string, first: TensorType): Problem {
  return {
    code: 'wrong-rank',
    message: `Concat has no ${axis} to join along in an input of ${describeType(first)}.`,
    param: 'axis',
  };
}

function mismatch(axis: string, first: TensorType, input: TensorType, slot: number): Problem {
  return {
    code: 'size-mismatch',
    message: `Concat along ${axis} needs inputs that agree in everything else: input 1 is ${describeType(first)}, input ${slot + 1} is ${describeType(input)}.`,
    slot,
  };
}
