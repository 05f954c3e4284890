import type { z } from 'zod';
import { elementCount, type TensorType } from '@/lib/tensor/tensorType';
import { failed } from './facts';
import type { Facts, Inferred, LayerKind, Working } from './kind';
import { activation } from './kinds/activation';
import { adaptiveAvgPool2d } from './kinds/adaptiveAvgPool2d';
import { add } from './kinds/add';
import { affine } from './kinds/affine';
import { avgPool2d } from './kinds/avgPool2d';
import { batchNorm } from './kinds/batchNorm';
import { blurPool2d } from './kinds/blurPool2d';
import { channelPool } from './kinds/channelPool';
import { channelShuffle } from './kinds/channelShuffle';
import { combine } from './kinds/combine';
import { concat } from './kinds/concat';
import { conv2d } from './kinds/conv2d';
import { convTranspose2d } from './kinds/convTranspose2d';
import { dense } from './kinds/dense';
import { depthToSpace } from './kinds/depthToSpace';
import { depthwiseConv2d } from './kinds/depthwiseConv2d';
import { dropout } from './kinds/dropout';
import { flatten } from './kinds/flatten';
import { globalAvgPool2d } from './kinds/globalAvgPool2d';
import { globalResponseNorm } from './kinds/globalResponseNorm';
import { groupNorm } from './kinds/groupNorm';
import { identity } from './kinds/identity';
import { input } from './kinds/input';
import { layerNorm } from './kinds/layerNorm';
import { localResponseNorm } from './kinds/localResponseNorm';
import { maxPool2d } from './kinds/maxPool2d';
import { multiply } from './kinds/multiply';
import { opaque } from './kinds/opaque';
import { output } from './kinds/output';
import { permute } from './kinds/permute';
import { prelu } from './kinds/prelu';
import { radixSoftmax } from './kinds/radixSoftmax';
import { reshape } from './kinds/reshape';
import { scale } from './kinds/scale';
import { slice } from './kinds/slice';
import { softmax } from './kinds/softmax';
import { spaceToDepth } from './kinds/spaceToDepth';
import { split } from './kinds/split';
import { stdConv2d } from './kinds/stdConv2d';
import { upsample2d } from './kinds/upsample2d';
import { zeroPad2d } from './kinds/zeroPad2d';
import { LARGEST_TENSOR, tooLarge } from './problems';

/** Every kind of layer there is, in the order in which the palette shows them within a group. */
export const catalogue = {
  input,
  output,
  conv2d,
  depthwiseConv2d,
  convTranspose2d,
  stdConv2d,
  maxPool2d,
  avgPool2d,
  adaptiveAvgPool2d,
  globalAvgPool2d,
  blurPool2d,
  channelPool,
  dense,
  batchNorm,
  layerNorm,
  groupNorm,
  localResponseNorm,
  globalResponseNorm,
  affine,
  scale,
  dropout,
  activation,
  prelu,
  softmax,
  radixSoftmax,
  add,
  multiply,
  combine,
  concat,
  flatten,
  reshape,
  zeroPad2d,
  upsample2d,
  channelShuffle,
  spaceToDepth,
  depthToSpace,
  slice,
  split,
  permute,
  identity,
  opaque,
} as const;

export type KindName = keyof typeof catalogue;

export type ParamsOf<K extends KindName> = z.output<(typeof catalogue)[K]['params']>;

/** A kind together with parameters that fit it. */
export type Layer<K extends KindName = KindName> = {
  [Each in K]: { readonly kind: Each; readonly params: ParamsOf<Each> };
}[K];

/** A kind as the passes see it, which never ask which one it is. */
export type AnyKind = LayerKind<KindName, z.ZodObject>;

export const KIND_NAMES = Object.keys(catalogue) as readonly KindName[];

export function isKindName(name: string): name is KindName {
  return Object.hasOwn(catalogue, name);
}

export function kindOf(layer: { readonly kind: KindName }): AnyKind {
  return catalogue[layer.kind];
}

/** The facts of a layer at a place where `inputs` arrive, or what is wrong with it. */
export function inferLayer(layer: Layer, inputs: readonly TensorType[]): Inferred {
  const kind = kindOf(layer);
  const inferred = kind.infer(layer.params, inputs);
  if (!inferred.ok) return inferred;
  const beyond = inferred.facts.outputs.find((type) => type && elementCount(type) > LARGEST_TENSOR);
  return beyond ? failed(tooLarge(kind.title, beyond)) : inferred;
}

/** How the numbers of a layer come about, where its facts are known. SPEC L12. */
export function workingOf(layer: Layer, facts: Facts, inputs: readonly TensorType[]): Working {
  return kindOf(layer).working(layer.params, facts, inputs);
}

const ONE_PORT: readonly string[] = ['output'];

/** Names of a layer's output ports. */
export function portsOf(layer: Layer): readonly string[] {
  return kindOf(layer).ports?.(layer.params) ?? ONE_PORT;
}

/** A layer of some kind, with every parameter that is not given at its default. Throws on parameters that do not fit. */
export function makeLayer<K extends KindName>(
  kind: K,
  params: z.input<(typeof catalogue)[K]['params']>,
): Layer<K> {
  return { kind, params: catalogue[kind].params.parse(params) } as unknown as Layer<K>;
}
