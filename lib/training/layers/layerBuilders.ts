import { activation } from './activation';
import { adaptiveAveragePooling2d } from './adaptiveAveragePooling2d';
import { add } from './add';
import { averagePooling2d } from './averagePooling2d';
import { batchNormalization } from './batchNormalization';
import { blurPooling2d } from './blurPooling2d';
import { channelAffine } from './channelAffine';
import { channelPooling } from './channelPooling';
import { channelShuffle } from './channelShuffle';
import { combine } from './combine';
import { concatenate } from './concatenate';
import { conv2d } from './conv2d';
import { conv2dTranspose } from './conv2dTranspose';
import { dense } from './dense';
import { depthToSpace } from './depthToSpace';
import { depthwiseConv2d } from './depthwiseConv2d';
import { dropout, spatialDropout2d } from './dropout';
import { flatten } from './flatten';
import { globalAveragePooling2d } from './globalAveragePooling2d';
import { globalResponseNormalization } from './globalResponseNormalization';
import { groupNormalization } from './groupNormalization';
import { identity } from './identity';
import type { LayerBuilder } from './layerBuilder';
import { layerNormalization } from './layerNormalization';
import { localResponseNormalization } from './localResponseNormalization';
import { maxPooling2d } from './maxPooling2d';
import { multiply } from './multiply';
import { permute } from './permute';
import { prelu } from './prelu';
import { radixSoftmax } from './radixSoftmax';
import { rescaling } from './rescaling';
import { reshape } from './reshape';
import { slice } from './slice';
import { logSoftmax, softmax } from './softmax';
import { spaceToDepth } from './spaceToDepth';
import { split } from './split';
import { standardizedConv2d } from './standardizedConv2d';
import { upSampling2d } from './upSampling2d';
import { zeroChannels } from './zeroChannels';
import { zeroPadding2d } from './zeroPadding2d';

/** What can be built, by the name of the call that a kind emits for Keras. */
const LAYER_BUILDERS: Readonly<Record<string, LayerBuilder>> = {
  activation,
  adaptiveAveragePooling2d,
  add,
  averagePooling2d,
  batchNormalization,
  blurPooling2d,
  channelAffine,
  channelPooling,
  channelShuffle,
  combine,
  concatenate,
  conv2d,
  conv2dTranspose,
  dense,
  depthToSpace,
  depthwiseConv2d,
  dropout,
  flatten,
  globalAveragePooling2d,
  globalResponseNormalization,
  groupNormalization,
  identity,
  layerNormalization,
  localResponseNormalization,
  logSoftmax,
  maxPooling2d,
  multiply,
  permute,
  prelu,
  radixSoftmax,
  rescaling,
  reshape,
  slice,
  softmax,
  spaceToDepth,
  spatialDropout2d,
  split,
  standardizedConv2d,
  upSampling2d,
  zeroChannels,
  zeroPadding2d,
};

/** The builder of a call; undefined for calls that have none, such as those of opaque operators. */
export function layerBuilder(name: string): LayerBuilder | undefined {
  return Object.hasOwn(LAYER_BUILDERS, name) ? LAYER_BUILDERS[name] : undefined;
}
