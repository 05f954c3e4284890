import { layer, noted, same } from '../../plan';
import { floatOf } from '../attributes';
import { scalarOf } from '../constant';
import type { Translator } from '../translator';

const QUANTISED =
  'The file rounds values to whole numbers between layers; these steps are left out.';

/** Operators that pass their input on. */
export const passing = {
  Identity: (node, scope) => {
    const [output = ''] = node.output;
    const last = scope.isOutput(output) && scope.consumersOf(output).length === 0;
    return last ? same(node.input[0] ?? '') : layer('identity', {}, node.input[0] ?? '');
  },
  Dropout: (node, scope) => {
    const rate = node.input[1] ? scalarOf(scope.constantOf(node.input[1])) : floatOf(node, 'ratio');
    return layer('dropout', { rate: rate ?? 0.5 }, node.input[0] ?? '');
  },
  Cast: (node) => same(node.input[0] ?? ''),
  CastLike: (node) => same(node.input[0] ?? ''),
  QuantizeLinear: (node) => noted(same(node.input[0] ?? ''), QUANTISED),
  DequantizeLinear: (node) => noted(same(node.input[0] ?? ''), QUANTISED),
} as const satisfies Record<string, Translator>;
