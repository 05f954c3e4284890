import { batchOfOne } from './checks/batchOfOne';
import { biasBeforeBatchNorm } from './checks/biasBeforeBatchNorm';
import { bigKernel } from './checks/bigKernel';
import { channelCapacity } from './checks/channelCapacity';
import { channelGrowth } from './checks/channelGrowth';
import { channelMultiple } from './checks/channelMultiple';
import { channelSize } from './checks/channelSize';
import { checkerboard } from './checks/checkerboard';
import { deadEnd } from './checks/deadEnd';
import { doubleActivation } from './checks/doubleActivation';
import { dropoutOrder } from './checks/dropoutOrder';
import { droppedEdge } from './checks/droppedEdge';
import { earlyPool } from './checks/earlyPool';
import { evenKernel } from './checks/evenKernel';
import { firstWidth } from './checks/firstWidth';
import { flattenBlowup } from './checks/flattenBlowup';
import { gpuMemory } from './checks/gpuMemory';
import { heavyPool } from './checks/heavyPool';
import { kernelOverMap } from './checks/kernelOverMap';
import { lastMap } from './checks/lastMap';
import { lossInput } from './checks/lossInput';
import { misalignedMerge } from './checks/misalignedMerge';
import { narrowBottleneck } from './checks/narrowBottleneck';
import { noActivation } from './checks/noActivation';
import { noBottleneck } from './checks/noBottleneck';
import { noInput } from './checks/noInput';
import { noOutput } from './checks/noOutput';
import { poolNearHead } from './checks/poolNearHead';
import { rfCoverage } from './checks/rfCoverage';
import { rfUnproductive } from './checks/rfUnproductive';
import { saturatingActivation } from './checks/saturatingActivation';
import { skippedPixels } from './checks/skippedPixels';
import { softmaxBeforeLoss } from './checks/softmaxBeforeLoss';
import { unevenStride } from './checks/unevenStride';
import type { AnyRule } from './rule';

/**
 * Every design rule. Findings about the same layer at the same level come in this order, which is
 * the order in which one would mend them: first what makes it a network at all, then what keeps it
 * from learning, then what is wasted or crooked in single layers, and last the shape of the whole.
 */
export const rules = [
  noInput,
  noOutput,
  deadEnd,
  softmaxBeforeLoss,
  lossInput,
  batchOfOne,
  gpuMemory,
  noActivation,
  doubleActivation,
  biasBeforeBatchNorm,
  evenKernel,
  kernelOverMap,
  skippedPixels,
  checkerboard,
  misalignedMerge,
  saturatingActivation,
  dropoutOrder,
  droppedEdge,
  unevenStride,
  earlyPool,
  heavyPool,
  poolNearHead,
  lastMap,
  firstWidth,
  channelGrowth,
  channelSize,
  channelMultiple,
  channelCapacity,
  bigKernel,
  noBottleneck,
  narrowBottleneck,
  flattenBlowup,
  rfCoverage,
  rfUnproductive,
] as const satisfies readonly AnyRule[];

export type RuleId = (typeof rules)[number]['id'];

export function ruleById(id: string): AnyRule | undefined {
  return rules.find((rule) => rule.id === id);
}
