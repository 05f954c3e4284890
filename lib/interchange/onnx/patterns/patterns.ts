import type { Pattern } from '../translator';
import { activationRegion } from './activationRegion';
import { biasAfter } from './biasAfter';
import { channelShuffle } from './channelShuffle';
import { gatheredChannel } from './gatheredChannel';
import { groupNormChain } from './groupNormChain';
import { layerNormChain } from './layerNormChain';
import { localResponseNormChain } from './localResponseNormChain';
import { meanChain } from './meanChain';
import { normThenScale } from './normThenScale';
import { paddedPool } from './paddedPool';
import { sliceChain } from './sliceChain';

/**
 * What may be several operators at once, by the operator that runs first, in the order in which they
 * are tried; behind them all, activations written out in arithmetic.
 */
export const patterns: readonly Readonly<Record<string, Pattern>>[] = [
  biasAfter,
  channelShuffle,
  groupNormChain,
  layerNormChain,
  meanChain,
  normThenScale,
  paddedPool,
  sliceChain,
  gatheredChannel,
  localResponseNormChain,
];

/** The pattern that is tried on every operator that works value by value. */
export const lastPattern: Pattern = activationRegion;
