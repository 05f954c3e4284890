import { describe, expect, it } from 'vitest';
import { KIND_NAMES, makeLayer } from '@/lib/layers/catalogue';
import { emitted } from '@/tests/support/emitted';
import { shapes } from './emit/shapes';
import type { SpokenKinds } from './emit/spoken';
import { values } from './emit/values';
import { windows } from './emit/windows';

const SPOKEN: SpokenKinds = { ...windows, ...values, ...shapes };

describe('what layers are called elsewhere', () => {
  it.each(KIND_NAMES)('%s', (kind) => {
    const { params, inputs, keras, torch } = SPOKEN[kind];
    expect(emitted(makeLayer(kind, params), inputs)).toEqual({ keras, torch });
  });
});
