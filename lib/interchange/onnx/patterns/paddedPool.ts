import { layer, type Plan } from '../../plan';
import { intOf, intsOf } from '../attributes';
import { soleConsumer } from '../scope';
import type { Pattern } from '../translator';
import { padAmounts, padValue } from '../translators/cutting';
import { translators } from '../translators/translators';

/**
 * A Pad in front of a pool that pads nothing itself: an average pool that counts its padding, or a
 * max pool, whose padding is minus infinity.
 */
export const paddedPool = {
  Pad: (node, scope) => {
    const pool = soleConsumer(scope, node.output[0]);
    const [output] = pool?.output ?? [];
    if ((pool?.opType !== 'AveragePool' && pool?.opType !== 'MaxPool') || !output) return undefined;
    const amounts = padAmounts(node, scope);
    const value = padValue(node, scope);
    const filled = pool.opType === 'AveragePool' ? value === 0 : isLowest(value);
    const [batch, channels, top = 0, left = 0, batchEnd, channelsEnd, bottom = 0, right = 0] =
      amounts ?? [];
    const outside = [batch, channels, batchEnd, channelsEnd].some((amount) => amount !== 0);
    if (amounts?.length !== 8 || outside || !filled || amounts.every((amount) => amount === 0))
      return undefined;
    const unpadded = (intsOf(pool, 'pads') ?? []).every((amount) => amount === 0);
    const auto = pool.attribute.some(({ name }) => name === 'auto_pad');
    if (!unpadded || auto || intOf(pool, 'ceil_mode') === 1) return undefined;
    const plan = translators[pool.opType](pool, scope);
    const padded = withPadding(plan, { top, left, bottom, right }, node.input[0] ?? '');
    return padded && { plan: padded, covers: [node, pool], output };
  },
} as const satisfies Record<string, Pattern>;

function isLowest(value: number | undefined): boolean {
  return value !== undefined && value <= -3.4e38;
}

interface Edges {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** The plan of a pool with other padding; undefined when it is no plan of one layer. */
function withPadding(plan: Plan, padding: Edges, input: string): Plan | undefined {
  const [pool] = plan.type === 'layers' ? plan.steps : [];
  if (pool?.layer.kind === 'maxPool2d')
    return layer('maxPool2d', { ...pool.layer.params, padding }, input);
  if (pool?.layer.kind === 'avgPool2d')
    return layer('avgPool2d', { ...pool.layer.params, padding, countPadding: true }, input);
  return undefined;
}
