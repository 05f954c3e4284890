import { z } from 'zod';
import { must } from '@/lib/invariant';
import { elementwise, INPUT, inferred, trainable } from '../facts';
import { defineKind, SINGLE } from '../kind';
import { number, toggle } from '../params';
import { perValue, sameShape } from '../working';

/** How large a factor or an offset may be, on either side of zero. */
export const LARGEST_FACTOR = 1e9;

/** Multiplies every value by one number and adds another one: a scaled residual branch, normalised pixels. */
export const scale = defineKind({
  kind: 'scale',
  title: 'Scale',
  short: 'Scale',
  group: 'Normalisation',
  summary: 'Multiplies every value by the same number, and adds another one.',
  arity: SINGLE,
  params: z.strictObject({
    factor: number('Factor', 1, [-LARGEST_FACTOR, LARGEST_FACTOR]),
    offset: number('Offset', 0, [-LARGEST_FACTOR, LARGEST_FACTOR], 'Added after multiplying.'),
    learned: toggle('Learned', false, 'The factor is a parameter; the number is where it starts.'),
  }),
  infer(params, inputs) {
    const source = must(inputs[0], 'input');
    return inferred(source, {
      weights: params.learned ? [trainable('factor')] : [],
      operations: elementwise(source, operationsOf(params)),
      saved: params.learned ? [INPUT] : [],
    });
  },
  working: (params, _facts, [source]) => {
    const type = must(source, 'input');
    return {
      outputs: sameShape(type),
      operations: perValue(
        operationsOf(params),
        type,
        'One for a factor that is not 1, one for an offset that is not 0.',
      ),
    };
  },
  digest: ({ factor, offset, learned }) => {
    const times = learned ? '×learned' : factor === 1 ? '' : `×${shortNumber(factor)}`;
    const plus = offset > 0 ? `+${shortNumber(offset)}` : offset < 0 ? shortNumber(offset) : '';
    return [times, plus].filter(Boolean).join(' ');
  },
  emit: {
    keras: ({ factor, offset, learned }) => [
      { name: 'rescaling', args: { scale: factor, offset, learned } },
    ],
    torch: (params) => [{ name: 'Scale', args: params }],
  },
});

/** Four digits at most, with a true minus. */
function shortNumber(value: number): string {
  return `${value < 0 ? '−' : ''}${Number(Math.abs(value).toPrecision(4))}`;
}

interface Factors {
  readonly factor: number;
  readonly offset: number;
  readonly learned: boolean;
}

function operationsOf({ factor, offset, learned }: Factors): number {
  return Number(learned || factor !== 1) + Number(offset !== 0);
}
