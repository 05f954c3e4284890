import { spatialSize, type TensorType } from '@/lib/tensor/tensorType';
import { field } from '../../json/jsonObject';
import { layer, noted, opaque, type Plan } from '../../plan';
import type { KerasTranslator, LayerCall } from '../layerCall';
import { numberAt, numbersAt, pairAt, switchAt, textAt } from '../settings';
import { wrongOrder } from './convolution';

/** Layers that change the shape of a map and learn nothing. */
export const reshaping = {
  Flatten: ({ sources: [source = ''] }) => layer('flatten', {}, source),
  Reshape: (call) => reshape(call),
  Permute: (call) => permute(call),
  ZeroPadding2D: (call) => {
    const edges = edgesAt(call, 'padding');
    return edges
      ? layer('zeroPad2d', { ...edges }, call.sources[0] ?? '')
      : opaque('How much it pads is not stated.');
  },
  Cropping2D: (call) => {
    const edges = edgesAt(call, 'cropping');
    return edges ? crop(call, edges) : opaque('How much it crops is not stated.');
  },
  CenterCrop: (call) => centerCrop(call),
  UpSampling2D: (call) => upsample(call),
  Resizing: (call) => resize(call),
} as const satisfies Record<string, KerasTranslator>;

/** Sizes of a sample as our reshape takes them: Keras counts channels last, we first. */
function reshape({ config, sources, channelsFirst }: LayerCall): Plan {
  const target = targetShape(field(config, 'target_shape'));
  if (!target) return opaque('Its shape is not stated.');
  const [height = 0, width = 0, channels = 0] = target;
  const shape = target.length === 3 && !channelsFirst ? [channels, height, width] : [...target];
  return layer('reshape', { shape }, sources[0] ?? '');
}

/** One size may be what is left: -1, or null in TensorFlow.js. */
function targetShape(value: unknown): readonly number[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const sizes = value.map((size: unknown) => size ?? -1);
  return sizes.every((size) => typeof size === 'number') ? sizes : undefined;
}

function permute({ config, inputs, sources, channelsFirst }: LayerCall): Plan {
  const dims = numbersAt(config, 'dims');
  const [type] = inputs;
  if (!dims || !type)
    return opaque('The shape of its input is not known, or its order not stated.');
  const mapped = type.layout === 'chw' && !channelsFirst && dims.length === 3;
  if (!mapped) return layer('permute', { order: dims.map((axis) => axis - 1) }, sources[0] ?? '');
  const [rows = 1, columns = 2, channels = 3] = dims;
  const ours = [channels, rows, columns].map((axis) => axis % 3);
  return layer('permute', { order: ours }, sources[0] ?? '');
}

interface Edges {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** Rows and columns at each edge: one number, one for each axis, or two for each axis. */
function edgesAt(call: LayerCall, name: string): Edges | undefined {
  if (wrongOrder(call)) return undefined;
  const even = pairAt(call.config, name);
  if (even) return { top: even[0], bottom: even[0], left: even[1], right: even[1] };
  const listed = field(call.config, name);
  if (!Array.isArray(listed) || listed.length !== 2) return undefined;
  const sides = listed.flatMap((axis: unknown) => numbersAt({ axis }, 'axis') ?? []);
  const [top, bottom, left, right] = sides;
  if (sides.length !== 4) return undefined;
  return { top: top ?? 0, bottom: bottom ?? 0, left: left ?? 0, right: right ?? 0 };
}

function crop({ sources }: LayerCall, { top, bottom, left, right }: Edges): Plan {
  return layer(
    'slice',
    {
      height: { start: top, end: bottom === 0 ? null : 0 - bottom, step: 1 },
      width: { start: left, end: right === 0 ? null : 0 - right, step: 1 },
    },
    sources[0] ?? '',
  );
}

function centerCrop(call: LayerCall): Plan {
  const from = sizeOf(call.inputs[0]);
  const rows = numberAt(call.config, 'height') ?? 0;
  const columns = numberAt(call.config, 'width') ?? 0;
  if (!from || from.height < rows || from.width < columns)
    return opaque('Its input is smaller than what it cuts out, or of a size that is not known.');
  const top = Math.floor((from.height - rows) / 2);
  const left = Math.floor((from.width - columns) / 2);
  return crop(call, {
    top,
    left,
    bottom: from.height - rows - top,
    right: from.width - columns - left,
  });
}

const MODES: ReadonlyMap<string, 'nearest' | 'bilinear'> = new Map([
  ['nearest', 'nearest'],
  ['bilinear', 'bilinear'],
]);

function upsample(call: LayerCall): Plan {
  const size = pairAt(call.config, 'size') ?? [2, 2];
  const interpolation = textAt(call.config, 'interpolation') ?? 'nearest';
  const mode = MODES.get(interpolation);
  const order = wrongOrder(call);
  if (order || !mode)
    return opaque(order ?? `It resizes in the mode “${interpolation.slice(0, 40)}”.`);
  return layer('upsample2d', { factor: [...size], mode }, call.sources[0] ?? '');
}

function resize(call: LayerCall): Plan {
  const { config, inputs, sources } = call;
  const from = sizeOf(inputs[0]);
  const interpolation = textAt(config, 'interpolation') ?? 'bilinear';
  const mode = MODES.get(interpolation);
  if (!from || !mode) return opaque(`It resizes in the mode “${interpolation.slice(0, 40)}”.`);
  const factor: [number, number] = [
    factorTo(from.height, numberAt(config, 'height') ?? 0),
    factorTo(from.width, numberAt(config, 'width') ?? 0),
  ];
  const plan = layer('upsample2d', { factor, mode }, sources[0] ?? '');
  return switchAt(config, 'crop_to_aspect_ratio', false)
    ? noted(plan, 'A resizing that crops to the new proportions is shown as one that does not.')
    : plan;
}

function sizeOf(type: TensorType | undefined) {
  return type && spatialSize(type);
}

/** A factor whose product with `size` is at least `wanted`, and not a whole pixel more. */
function factorTo(size: number, wanted: number): number {
  const factor = wanted / size;
  return Math.floor(size * factor) === wanted ? factor : factor * (1 + Number.EPSILON);
}
