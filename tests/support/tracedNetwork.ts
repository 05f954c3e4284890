import type { LayerGraph } from '@/lib/graph/graph';
import { GraphBuilder, type Tap } from '@/lib/templates/builder';
import { type Axis, axisAfter, inputAxis, joinedAxis, type Stage } from './bruteForceField';
import { type Draw, pick } from './draw';

/** A layer of a random network with what the slow way says of its two axes. */
export interface TracedLayer {
  readonly id: string;
  readonly height: Axis;
  readonly width: Axis;
  /** Mean distance between neighbours along each axis, in input pixels, counted by sizes and strides. */
  readonly jumps: readonly [number, number];
  /** False behind a join of branches that step differently, where no one field is right. */
  readonly exact: boolean;
  /** The layers that meet here, at a join. */
  readonly branches: readonly TracedLayer[];
}

export interface Traced {
  readonly graph: LayerGraph;
  readonly layers: readonly TracedLayer[];
}

interface Place extends TracedLayer {
  readonly tap: Tap;
}

/** A layer that is to be added: what the graph calls it, and what it does to each axis. */
interface Plan {
  add(builder: GraphBuilder, name: string, tap: Tap): Tap;
  readonly stages: readonly [Stage, Stage];
  readonly jumps: readonly [number, number];
}

const LARGEST = 48;

/** A random network of layers that move over one-channel maps, with every pixel traced through it. */
export function tracedNetwork(draw: Draw, options: { readonly joins: boolean }): Traced {
  const builder = new GraphBuilder();
  const size = [8 + draw(25), 8 + draw(25)] as const;
  const tap = builder.add('input', 'input', { channels: 1, height: size[0], width: size[1] });
  const places: Place[] = [
    {
      id: tap.id,
      tap,
      height: inputAxis(size[0]),
      width: inputAxis(size[1]),
      jumps: [1, 1],
      exact: true,
      branches: [],
    },
  ];
  const count = 1 + draw(options.joins ? 9 : 6);
  for (let step = 0; step < count; step++) {
    const source = options.joins ? pick(draw, places.slice(-4)) : places.at(-1);
    if (!source) break;
    const joined = options.joins && draw(3) === 0 ? joinOf(draw, builder, places, step) : undefined;
    const place = joined ?? layerOn(draw, builder, source, step);
    if (place) places.push(place);
  }
  return { graph: builder.build(), layers: places };
}

function joinOf(
  draw: Draw,
  builder: GraphBuilder,
  places: readonly Place[],
  step: number,
): Place | undefined {
  const one = pick(draw, places);
  const others = places.filter(
    (place) =>
      place !== one &&
      place.height.length === one.height.length &&
      place.width.length === one.width.length,
  );
  if (others.length === 0) return undefined;
  const other = pick(draw, others);
  const tap = builder.add('add', `join${step}`, {}, one.tap, other.tap);
  const alike = one.jumps.every((jump, axis) => Math.abs(jump - (other.jumps[axis] ?? 0)) < 1e-9);
  return {
    id: tap.id,
    tap,
    height: joinedAxis([one.height, other.height]),
    width: joinedAxis([one.width, other.width]),
    jumps: one.jumps,
    exact: one.exact && other.exact && alike,
    branches: [one, other],
  };
}

function layerOn(
  draw: Draw,
  builder: GraphBuilder,
  source: Place,
  step: number,
): Place | undefined {
  const plan = planOf(draw, [source.height.length, source.width.length]);
  const height = axisAfter(source.height, plan.stages[0]);
  const width = axisAfter(source.width, plan.stages[1]);
  const fits = [height, width].every(({ length }) => length >= 1 && length <= LARGEST);
  if (!fits) return undefined;
  const tap = plan.add(builder, `layer${step}`, source.tap);
  const jumps = [source.jumps[0] * plan.jumps[0], source.jumps[1] * plan.jumps[1]] as const;
  return { id: tap.id, tap, height, width, jumps, exact: source.exact, branches: [] };
}

type Sizes = readonly [number, number];

function planOf(draw: Draw, sizes: Sizes): Plan {
  const plans = [
    sameWindow,
    window,
    window,
    hangingPool,
    transposed,
    transposed,
    resample,
    regions,
    cut,
    pad,
  ];
  return pick(draw, plans)(draw, sizes);
}

const two = <T>(make: () => T): [T, T] => [make(), make()];

/** A convolution that keeps the size, so that branches find partners to join; now and then padded unevenly. */
function sameWindow(draw: Draw): Plan {
  const half = two(() => draw(3));
  const dilation = two(() => 1 + draw(3));
  const kernel = both((axis) => 2 * half[axis] + 1);
  const shift = both((axis) => (draw(4) === 0 ? draw(half[axis] * dilation[axis] + 1) : 0));
  const low = both((axis) => half[axis] * dilation[axis] + shift[axis]);
  const high = both((axis) => half[axis] * dilation[axis] - shift[axis]);
  const padding = edges(low, high);
  return {
    add: (builder, name, tap) =>
      builder.add('conv2d', name, { filters: 1, kernel, dilation, padding }, tap),
    stages: both((axis) => slid(kernel[axis], 1, dilation[axis], low[axis], high[axis])),
    jumps: [1, 1],
  };
}

function window(draw: Draw): Plan {
  const kernel = two(() => 1 + draw(5));
  const stride = two(() => 1 + draw(3));
  const dilation = two(() => 1 + draw(3));
  const low = two(() => draw(4));
  const high = two(() => draw(4));
  return {
    add: (builder, name, tap) =>
      builder.add(
        'conv2d',
        name,
        { filters: 1, kernel, stride, dilation, padding: edges(low, high) },
        tap,
      ),
    stages: both((axis) => slid(kernel[axis], stride[axis], dilation[axis], low[axis], high[axis])),
    jumps: stride,
  };
}

function hangingPool(draw: Draw): Plan {
  const kernel = two(() => 2 + draw(3));
  const stride = two(() => 1 + draw(3));
  const low = two(() => draw(2));
  return {
    add: (builder, name, tap) =>
      builder.add(
        'avgPool2d',
        name,
        { kernel, stride, padding: edges(low, low), ceilMode: true },
        tap,
      ),
    stages: both((axis) => ({
      ...slid(kernel[axis], stride[axis], 1, low[axis], low[axis]),
      hangs: true,
    })),
    jumps: stride,
  };
}

function transposed(draw: Draw): Plan {
  const kernel = two(() => 1 + draw(5));
  const stride = two(() => 1 + draw(3));
  const dilation = two(() => 1 + draw(3));
  const low = two(() => draw(3));
  const high = two(() => draw(3));
  const extra = both((axis) => draw(stride[axis]));
  return {
    add: (builder, name, tap) =>
      builder.add(
        'convTranspose2d',
        name,
        { filters: 1, kernel, stride, dilation, padding: edges(low, high), outputPadding: extra },
        tap,
      ),
    stages: both((axis) => ({
      type: 'transposed',
      kernel: kernel[axis],
      stride: stride[axis],
      dilation: dilation[axis],
      low: low[axis],
      high: high[axis],
      extra: extra[axis],
    })),
    jumps: [1 / stride[0], 1 / stride[1]],
  };
}

function resample(draw: Draw, sizes: Sizes): Plan {
  const factor = two(() => pick(draw, [2, 3, 0.5, 1.5, 0.75, 1]));
  const mode = pick(draw, ['nearest', 'bilinear'] as const);
  const lengths = both((axis) => Math.floor(sizes[axis] * factor[axis]));
  return {
    add: (builder, name, tap) => builder.add('upsample2d', name, { factor, mode }, tap),
    stages: both((axis) => ({ type: mode, length: lengths[axis] })),
    jumps: both((axis) => sizes[axis] / lengths[axis]),
  };
}

function regions(draw: Draw, sizes: Sizes): Plan {
  const size = two(() => 2 + draw(8));
  return {
    add: (builder, name, tap) => builder.add('adaptiveAvgPool2d', name, { size }, tap),
    stages: both((axis) => ({ type: 'regions', length: size[axis] })),
    jumps: both((axis) => sizes[axis] / size[axis]),
  };
}

function cut(draw: Draw, sizes: Sizes): Plan {
  const start = both((axis) => draw(Math.ceil(sizes[axis] / 2)));
  const step = two(() => 1 + draw(2));
  const range = (axis: 0 | 1) => ({ start: start[axis], end: null, step: step[axis] });
  return {
    add: (builder, name, tap) =>
      builder.add('slice', name, { height: range(0), width: range(1) }, tap),
    stages: both((axis) => slid(1, step[axis], 1, 0 - start[axis], 0)),
    jumps: step,
  };
}

function pad(draw: Draw): Plan {
  const low = two(() => draw(3));
  const high = two(() => draw(3));
  return {
    add: (builder, name, tap) => builder.add('zeroPad2d', name, edges(low, high), tap),
    stages: both((axis) => slid(1, 1, 1, low[axis], high[axis])),
    jumps: [1, 1],
  };
}

function both<T>(make: (axis: 0 | 1) => T): [T, T] {
  return [make(0), make(1)];
}

function slid(kernel: number, stride: number, dilation: number, low: number, high: number) {
  return { type: 'window', kernel, stride, dilation, low, high } as const;
}

function edges(low: Sizes, high: Sizes) {
  return { top: low[0], bottom: high[0], left: low[1], right: high[1] };
}
