import fc from 'fast-check';
import {
  catalogue,
  KIND_NAMES,
  type KindName,
  type Layer,
  type ParamsOf,
} from '@/lib/layers/catalogue';
import { featureMap, type TensorType, vector } from '@/lib/tensor/tensorType';
import { arbitraryOf } from './schemaArbitrary';

/** Parameters of a kind: anything that its schema accepts, sensible or not. */
export function arbitraryParams<K extends KindName>(kind: K): fc.Arbitrary<ParamsOf<K>> {
  const { params } = catalogue[kind];
  return fc.oneof(
    { weight: 4, arbitrary: arbitraryOf(params) },
    { weight: 1, arbitrary: fc.constant(params.parse({})) },
  ) as unknown as fc.Arbitrary<ParamsOf<K>>;
}

/** A layer of any kind, or of the kind that is named. */
export function arbitraryLayer<K extends KindName>(kind: K): fc.Arbitrary<Layer<K>> {
  return arbitraryParams(kind).map((params) => ({ kind, params })) as unknown as fc.Arbitrary<
    Layer<K>
  >;
}

export function arbitraryKind(): fc.Arbitrary<KindName> {
  return fc.constantFrom(...KIND_NAMES);
}

const size = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 1, max: 16 }) },
  { weight: 3, arbitrary: fc.constantFrom(32, 64, 64, 224) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 1_048_576 }) },
);

/** Anything that may arrive at a layer: maps of either layout, vectors, tensors of no known meaning. */
export function arbitraryType(): fc.Arbitrary<TensorType> {
  return fc.oneof(
    { weight: 6, arbitrary: fc.tuple(size, size, size).map((shape) => featureMap(...shape)) },
    { weight: 2, arbitrary: size.map(vector) },
    {
      weight: 1,
      arbitrary: fc.tuple(size, size, size).map((shape): TensorType => ({ shape, layout: 'hwc' })),
    },
    {
      weight: 1,
      arbitrary: fc
        .array(size, { maxLength: 5 })
        .map((shape): TensorType => ({ shape, layout: 'other' })),
    },
  );
}

/** As many inputs as a kind takes; often all alike, as most joins want them. */
export function arbitraryInputs(kind: KindName): fc.Arbitrary<readonly TensorType[]> {
  const { min, max } = catalogue[kind].arity;
  const count = { minLength: min, maxLength: Math.min(max, Math.max(min, 4)) };
  const different = fc.array(arbitraryType(), count);
  const alike = fc
    .tuple(arbitraryType(), fc.integer({ min: count.minLength, max: count.maxLength }))
    .map(([type, length]) => Array.from({ length }, () => type));
  return fc.oneof(different, alike);
}
