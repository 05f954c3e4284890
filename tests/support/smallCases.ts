import fc from 'fast-check';
import { must } from '@/lib/invariant';
import { catalogue, inferLayer, type KindName, type Layer } from '@/lib/layers/catalogue';
import type { Facts } from '@/lib/layers/kind';
import { channelCount, featureMap, type TensorType, vector } from '@/lib/tensor/tensorType';
import type { Window } from '@/lib/tensor/window';
import { arbitraryParams } from './arbitraries';

/** A layer with inputs that fit it, small enough to be computed by hand. */
export interface Case {
  readonly layer: Layer;
  readonly inputs: readonly TensorType[];
  readonly outputs: readonly TensorType[];
}

interface Fitting extends Case {
  readonly facts: Facts;
}

/** Layers of a kind that work, on inputs of every form that the kind takes. */
export function smallCases(kind: KindName): fc.Arbitrary<Case> {
  return fc
    .tuple(inputsOf(kind), arbitraryParams(kind))
    .chain(([inputs, params]) =>
      changes(kind, inputs).map((small): Fitting | undefined => {
        const layer = { kind, params: { ...params, ...small } } as Layer;
        const inferred = inferLayer(layer, inputs);
        if (!inferred.ok) return undefined;
        const outputs = inferred.facts.outputs.map((type) => must(type, 'output'));
        return { layer, inputs, outputs, facts: inferred.facts };
      }),
    )
    .filter((each) => each !== undefined)
    .filter((each) => !readsPaddingOnly(each))
    .map(({ layer, inputs, outputs }) => ({ layer, inputs, outputs }));
}

/** Whether some window of a max pool lies in the padding alone: the largest of nothing is no number. */
function readsPaddingOnly({ facts, inputs }: Pick<Fitting, 'facts' | 'inputs'>): boolean {
  const { reach } = facts;
  if (reach.type !== 'window' || !reach.pooling) return false;
  const [, height = 0, width = 0] = inputs[0]?.shape ?? [];
  const [, rows = 0, columns = 0] = facts.outputs[0]?.shape ?? [];
  return missesMap(reach.height, height, rows) || missesMap(reach.width, width, columns);
}

function missesMap(window: Window, size: number, length: number): boolean {
  return Array.from({ length }, (_, index) => index * window.stride - window.padLow).some((start) =>
    Array.from({ length: window.kernel }, (_, tap) => start + tap * window.dilation).every(
      (place) => place < 0 || place >= size,
    ),
  );
}

const channels = fc.constantFrom(1, 2, 3, 4, 6);
const side = fc.integer({ min: 1, max: 8 });
const map = fc.tuple(channels, side, side).map((shape) => featureMap(...shape));

const type: fc.Arbitrary<TensorType> = fc.oneof(
  { weight: 6, arbitrary: map },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 12 }).map(vector) },
  {
    weight: 1,
    arbitrary: map.map(
      ({ shape: [c = 1, h = 1, w = 1] }): TensorType => ({ shape: [h, w, c], layout: 'hwc' }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc
      .array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 4 })
      .map((shape): TensorType => ({ shape, layout: 'other' })),
  },
);

/** Inputs for a kind; those of a join agree, up to sizes of 1 and the axis that is joined along. */
function inputsOf(kind: KindName): fc.Arbitrary<readonly TensorType[]> {
  const { min, max } = catalogue[kind].arity;
  if (max === 1) return type.map((each) => [each]);
  return fc
    .tuple(type, fc.integer({ min, max: Math.min(max, 3) }), fc.boolean())
    .map(([first, count, squeezed]) =>
      Array.from({ length: count }, (_, slot) =>
        squeezed && slot > 0 && first.layout === 'chw'
          ? { ...first, shape: [first.shape[0] ?? 1, 1, 1] }
          : first,
      ),
    );
}

const pairOf = (min: number, max: number) =>
  fc.tuple(fc.integer({ min, max }), fc.integer({ min, max }));
const edge = fc.integer({ min: 0, max: 2 });
const range = fc.record({
  start: fc.integer({ min: -3, max: 3 }),
  end: fc.oneof(fc.constant(null), fc.integer({ min: -2, max: 8 })),
  step: fc.integer({ min: 1, max: 3 }),
});

/** Small values for parameters by their name, whatever the kind. */
const SMALL: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  filters: fc.constantFrom(1, 2, 3, 4, 6),
  groups: fc.constantFrom(1, 1, 2, 3),
  multiplier: fc.integer({ min: 1, max: 3 }),
  units: fc.integer({ min: 1, max: 6 }),
  kernel: pairOf(1, 4),
  stride: pairOf(1, 3),
  dilation: fc.oneof(fc.constant([1, 1]), pairOf(1, 3)),
  outputPadding: pairOf(0, 1),
  padding: fc.oneof(
    fc.constantFrom('same', 'valid'),
    fc.record({ top: edge, bottom: edge, left: edge, right: edge }),
  ),
  factor: fc.tuple(fc.constantFrom(0.5, 1, 1.5, 2, 3), fc.constantFrom(0.5, 1, 1.5, 2, 3)),
  epsilon: fc.constantFrom(1e-3, 0.1, 1),
  slope: fc.constantFrom(0, 0.01, 0.3, 1.5),
  rate: fc.constantFrom(0, 0.3, 0.9),
  alpha: fc.constantFrom(0, 1e-4, 0.5, 2),
  beta: fc.constantFrom(0, 0.75, 2),
  k: fc.constantFrom(1, 2),
  top: edge,
  bottom: edge,
  left: edge,
  right: edge,
  channelsBefore: edge,
  channelsAfter: edge,
};

/** Parameters that have to be small, or to fit what arrives. */
function changes(kind: KindName, [source]: readonly TensorType[]): fc.Arbitrary<object> {
  const names = Object.keys(catalogue[kind].params.shape);
  const own = source ? fitting(kind, source) : {};
  return fc.record(
    Object.fromEntries(
      names.flatMap((name) => {
        const arbitrary = own[name] ?? SMALL[name];
        return arbitrary ? [[name, arbitrary] as const] : [];
      }),
    ),
  );
}

function fitting(
  kind: KindName,
  source: TensorType,
): Readonly<Record<string, fc.Arbitrary<unknown>>> {
  const { shape } = source;
  const axes = shape.map((_size, axis) => axis);
  switch (kind) {
    case 'spaceToDepth':
    case 'depthToSpace':
      return { block: fc.integer({ min: 1, max: 3 }) };
    case 'blurPool2d':
      return { size: fc.integer({ min: 1, max: 4 }) };
    case 'radixSoftmax':
      return { radix: fc.integer({ min: 1, max: 3 }), groups: fc.integer({ min: 1, max: 2 }) };
    case 'scale':
      return { factor: fc.constantFrom(-2, 0.17, 1), offset: fc.constantFrom(-1, 0, 0.5) };
    case 'slice':
      return { channels: range, height: range, width: range };
    case 'adaptiveAvgPool2d':
      return { size: pairOf(1, 6) };
    case 'localResponseNorm':
      return { size: fc.integer({ min: 1, max: 6 }) };
    case 'permute':
      return { order: fc.shuffledSubarray(axes, { minLength: axes.length }) };
    case 'reshape':
      return {
        shape: fc.constantFrom([-1], shape.toReversed(), [...shape, 1], [-1, 1, 1], [1, -1]),
      };
    case 'split': {
      const total = channelCount(source) ?? 1;
      return {
        sizes: fc
          .integer({ min: 1, max: total })
          .map((first) => (first === total ? [total] : [first, total - first])),
      };
    }
    default:
      return {};
  }
}
