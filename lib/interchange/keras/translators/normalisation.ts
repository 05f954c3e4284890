import { channelCount } from '@/lib/tensor/tensorType';
import { layers, opaque, type Plan, type Step, step } from '../../plan';
import { shortestDecimal } from '../../shortestDecimal';
import { isChannelAxis, type KerasTranslator, type LayerCall, rankOf } from '../layerCall';
import { numberAt, numbersAt, switchAt } from '../settings';

/** Normalisations. Keras can leave out the scale or the shift. */
export const normalisation = {
  BatchNormalization: (call) => batchNorm(call),
  SyncBatchNormalization: (call) => batchNorm(call),
  LayerNormalization: (call) => layerNorm(call),
  GroupNormalization: (call) => groupNorm(call),
  LayerScale: (call) => layerScale(call),
} as const satisfies Record<string, KerasTranslator>;

function batchNorm(call: LayerCall): Plan {
  const { config, sources } = call;
  if (!onChannels(call)) return opaque('It normalises along an axis that is not the channels’.');
  const scale = switchAt(config, 'scale', true);
  const shift = switchAt(config, 'center', true);
  const params = {
    affine: scale || shift,
    omits: scale === shift ? 'nothing' : scale ? 'shift' : 'scale',
    epsilon: numberAt(config, 'epsilon') ?? 1e-3,
    momentum: shortestDecimal(1 - (numberAt(config, 'momentum') ?? 0.99)),
  } as const;
  return layers([step('batchNorm', params, sources[0] ?? '')]);
}

function layerNorm(call: LayerCall): Plan {
  const { config, inputs, sources } = call;
  const learned = learnedOf(call);
  if (switchAt(config, 'rms_scaling', false)) return opaque('It takes no mean away.');
  const epsilon = numberAt(config, 'epsilon') ?? 1e-3;
  const axes = numbersAt(config, 'axis') ?? [-1];
  const rank = rankOf(inputs[0]) ?? 0;
  const counted = new Set(axes.map((axis) => (axis < 0 ? axis + rank : axis)));
  const over = onChannels(call) ? 'channels' : counted.size === rank - 1 ? 'all' : undefined;
  if (!over || counted.has(0))
    return opaque('It normalises neither the channels of each position nor the whole sample.');
  if (over === 'all' && learned.half) return opaque(HALF_AFFINE);
  const { affine } = learned;
  return scaledBehind(step('layerNorm', { over, affine, epsilon }, sources[0] ?? ''), learned);
}

function groupNorm(call: LayerCall): Plan {
  const { config, inputs, sources } = call;
  const [type] = inputs;
  const learned = learnedOf(call);
  const { affine } = learned;
  if (!onChannels(call)) return opaque('It normalises along an axis that is not the channels’.');
  const stated = numberAt(config, 'groups') ?? 32;
  const groups = stated === -1 ? type && channelCount(type) : stated;
  if (groups === undefined) return opaque('The number of its channels is not known.');
  const epsilon = numberAt(config, 'epsilon') ?? 1e-3;
  return scaledBehind(step('groupNorm', { groups, affine, epsilon }, sources[0] ?? ''), learned);
}

/** A class that the ConvNeXts of Keras' applications bring with them. */
function layerScale({ config, inputs: [type], sources, channelsFirst }: LayerCall): Plan {
  const factors = numberAt(config, 'projection_dim');
  const fits = type && channelCount(type) === factors && !channelsFirst;
  if (!fits) return opaque('It does not have one factor for each channel.');
  const initial = numberAt(config, 'init_values') ?? 1;
  return layers([step('affine', { initial }, sources[0] ?? '')]);
}

/** What a norm learns for each channel. */
interface Learned {
  readonly scale: boolean;
  readonly shift: boolean;
  /** Both, as our norms have them. */
  readonly affine: boolean;
  /** One without the other. */
  readonly half: boolean;
}

function learnedOf({ config }: LayerCall): Learned {
  const scale = switchAt(config, 'scale', true);
  const shift = switchAt(config, 'center', true);
  return { scale, shift, affine: scale && shift, half: scale !== shift };
}

/** A norm with a scale or a shift alone is one without both, and the scale or shift of each channel behind it. */
function scaledBehind(norm: Step | string, { scale, shift, half }: Learned): Plan {
  return half
    ? layers([norm, step('affine', { scale, shift }, { step: 0, port: 0 })])
    : layers([norm]);
}

const HALF_AFFINE = 'It learns a scale without a shift, or a shift without a scale.';

function onChannels(call: LayerCall): boolean {
  const axes = numbersAt(call.config, 'axis') ?? [-1];
  return axes.length === 1 && axes[0] !== undefined && isChannelAxis(axes[0], call);
}
