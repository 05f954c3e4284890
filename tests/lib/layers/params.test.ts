import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { catalogue, KIND_NAMES, kindOf, makeLayer } from '@/lib/layers/catalogue';
import { ACTIVATIONS } from '@/lib/layers/kinds/activation';
import { hasMeaning, paramMeta } from '@/lib/layers/params';

const conditional = KIND_NAMES.flatMap((kind) =>
  Object.entries(kindOf({ kind }).params.shape).flatMap(([param, schema]) => {
    const when = paramMeta(schema as z.ZodType)?.when;
    return when ? [{ kind, param, when }] : [];
  }),
);

function shown(kind: (typeof KIND_NAMES)[number], params: object): readonly string[] {
  const layer = makeLayer(kind, params);
  return Object.entries(kindOf(layer).params.shape).flatMap(([param, schema]) => {
    const meta = paramMeta(schema as z.ZodType);
    return meta && hasMeaning(meta, layer.params) ? [param] : [];
  });
}

describe('a parameter that means something only beside others', () => {
  it.each(ACTIVATIONS)('is the slope of an activation: %s', (name) => {
    const sloped = name === 'leakyRelu' || name === 'elu';
    expect(shown('activation', { function: name })).toEqual(
      sloped ? ['function', 'slope'] : ['function'],
    );
  });

  it('is the height of an input that is a map', () => {
    expect(shown('input', { form: 'vector' })).toEqual(['form', 'channels']);
    expect(shown('input', {})).toEqual(['form', 'channels', 'height', 'width']);
  });

  it('is what a batch norm leaves out of its scale and shift', () => {
    expect(shown('batchNorm', { affine: false })).not.toContain('omits');
    expect(shown('batchNorm', {})).toContain('omits');
  });

  it.each(conditional)(
    '$kind: $param depends on another one, and on values it can have',
    ({ kind, param, when }) => {
      const { shape } = catalogue[kind].params as z.ZodObject;
      const other = shape[when.param] as z.ZodType | undefined;
      expect(when.param).not.toBe(param);
      expect(when.values.map((value) => other?.safeParse(value).success)).toEqual(
        when.values.map(() => true),
      );
    },
  );
});
