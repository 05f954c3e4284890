import { layer, type Plan } from '../../plan';
import { regroupingAt } from '../regrouping';
import type { Pattern } from '../translator';

/** Pixels dealt out in blocks, the axes swapped, and put together again: space to depth, or depth to space. */
export const blockShuffle = {
  Reshape: (node, scope) => {
    const found = regroupingAt(node, scope);
    if (found?.dealt.length !== 6) return undefined;
    const { input, output, from, dealt, covers } = found;
    const shuffle = SHUFFLES.get(found.order)?.(from, dealt);
    if (!shuffle || found.joined(shuffle.dims)?.join() !== shuffle.dims.join()) return undefined;
    return { plan: shuffle.planOf(input), covers, output };
  },
} as const satisfies Record<string, Pattern>;

/** What a swap of axes does to a map, batch included; undefined where the axes were not dealt out for it. */
type Shuffle = (
  from: readonly number[],
  dealt: readonly number[],
) => { readonly dims: readonly number[]; planOf(input: string): Plan } | undefined;

type Order = 'channels' | 'positions';

function toDepth(order: Order): Shuffle {
  return ([batch = 0, channels = 0, height = 0, width = 0], dealt) => {
    const block = dealt[3] ?? 0;
    const [rows, columns] = [height / block, width / block];
    const wanted = [batch, channels, rows, block, columns, block];
    if (block < 1 || dealt.join() !== wanted.join()) return undefined;
    return {
      dims: [batch, channels * block ** 2, rows, columns],
      planOf: (input) => layer('spaceToDepth', { block, order }, input),
    };
  };
}

function toSpace(order: Order): Shuffle {
  return ([batch = 0, channels = 0, height = 0, width = 0], dealt) => {
    const block = dealt[2] ?? 0;
    const left = channels / block ** 2;
    const deep = order === 'channels' ? [left, block, block] : [block, block, left];
    if (block < 1 || dealt.join() !== [batch, ...deep, height, width].join()) return undefined;
    return {
      dims: [batch, left, height * block, width * block],
      planOf: (input) => layer('depthToSpace', { block, order }, input),
    };
  };
}

/** By the order in which the six axes stand after the swap. */
const SHUFFLES: ReadonlyMap<string, Shuffle> = new Map([
  ['0,1,3,5,2,4', toDepth('channels')],
  ['0,3,5,1,2,4', toDepth('positions')],
  ['0,1,4,2,5,3', toSpace('channels')],
  ['0,3,4,1,5,2', toSpace('positions')],
]);
