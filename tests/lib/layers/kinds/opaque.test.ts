import { describe, expect, it } from 'vitest';
import { catalogue, makeLayer, portsOf } from '@/lib/layers/catalogue';
import { featureMap, vector } from '@/lib/tensor/tensorType';
import { expectFacts } from '@/tests/support/expectFacts';
import { learned } from '@/tests/support/weights';

const UNKNOWN = { reach: { type: 'unknown' }, macs: undefined, operations: undefined } as const;

describe('opaque', () => {
  it('[L11] knows neither shape nor cost nor reach where the file says nothing', () => {
    expectFacts('opaque', { operator: 'DeformConv' }, [featureMap(3, 8, 8)], {
      ...UNKNOWN,
      outputs: [undefined],
    });
  });

  it('[L11] keeps the shapes and the weights that the file declares', () => {
    expectFacts(
      'opaque',
      {
        operator: 'DeformConv',
        shapes: [[8, 4, 4], [10], null, [2, 3]],
        weights: [{ name: 'offset', shape: [18, 3, 3, 3] }],
      },
      [],
      {
        ...UNKNOWN,
        outputs: [featureMap(8, 4, 4), vector(10), undefined, { shape: [2, 3], layout: 'other' }],
        weights: [learned('offset', 18, 3, 3, 3)],
      },
    );
  });

  it('[L11] has a port for each output, and its operator on the canvas, cut short when it is long', () => {
    const layer = makeLayer('opaque', { operator: 'NonMaxSuppression', shapes: [null, [4]] });
    expect(portsOf(layer)).toEqual(['1', '2']);
    expect(catalogue.opaque.digest(layer.params)).toBe('NonMaxSuppression');
    expect(catalogue.opaque.digest({ ...layer.params, operator: 'x'.repeat(40) })).toBe(
      'x'.repeat(40),
    );
    const long = makeLayer('opaque', { operator: 'com.example.'.repeat(5) });
    expect(catalogue.opaque.digest(long.params)).toBe('com.example.com.example.com.example.com…');
  });
});
