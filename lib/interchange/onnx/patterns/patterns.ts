import type { Pattern } from '../translator';
import { activationRegion } from './activationRegion';
import { biasAfter } from './biasAfter';
import { blockShuffle } from './blockShuffle';
import { channelShuffle } from './channelShuffle';
import { gatheredChannel } from './gatheredChannel';
import { globalResponseNormChain } from './globalResponseNormChain';
import { groupNormChain } from './groupNormChain';
import { layerNormChain } from './layerNormChain';
import { localResponseNormChain } from './localResponseNormChain';
import { meanChain } from './meanChain';
import { mirroredBlur } from './mirroredBlur';
import { normThenScale } from './normThenScale';
import { numberThenNumber } from './numberThenNumber';
import { paddedPool } from './paddedPool';
import { scaleThenShift } from './scaleThenShift';
import { sliceChain } from './sliceChain';
import { splitAttention } from './splitAttention';

/** What may be several operators at once, by the operator that runs first, in the order in which they are tried. */
const PATTERNS: readonly Readonly<Record<string, Pattern>>[] = [
  biasAfter,
  channelShuffle,
  blockShuffle,
  splitAttention,
  groupNormChain,
  layerNormChain,
  meanChain,
  normThenScale,
  paddedPool,
  mirroredBlur,
  globalResponseNormChain,
  scaleThenShift,
  sliceChain,
  gatheredChannel,
  localResponseNormChain,
];

/** The patterns that may begin with an operator; activations written out in arithmetic are tried after them. */
export function patternsFrom(operator: string): readonly Pattern[] {
  return BY_OPERATOR.get(operator) ?? LAST;
}

const LAST: readonly Pattern[] = [activationRegion, numberThenNumber];
const BY_OPERATOR = new Map<string, readonly Pattern[]>();
for (const [operator, pattern] of PATTERNS.flatMap((group) => Object.entries(group))) {
  const before = BY_OPERATOR.get(operator)?.slice(0, 0 - LAST.length) ?? [];
  BY_OPERATOR.set(operator, [...before, pattern, ...LAST]);
}
