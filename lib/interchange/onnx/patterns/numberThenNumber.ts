import { composed, linearMap } from '../linearMap';
import { soleConsumer } from '../scope';
import type { Pattern } from '../translator';
import { scaled } from '../translators/joining';

const FACTORS: ReadonlySet<string> = new Set(['Mul', 'Div']);
const TERMS: ReadonlySet<string> = new Set(['Add', 'Sub']);

/** A product with one number and a sum with another one behind it: one layer. */
export const numberThenNumber: Pattern = (node, scope) => {
  const first = FACTORS.has(node.opType) ? linearMap(node, scope) : undefined;
  const [product = ''] = node.output;
  const sum = soleConsumer(scope, product);
  const [output] = sum?.output ?? [];
  if (!first || !sum || !TERMS.has(sum.opType) || !output) return undefined;
  const then = linearMap(sum, scope, product);
  return then && { plan: scaled(composed(first, then)), covers: [node, sum], output };
};
