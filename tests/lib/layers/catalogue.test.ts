import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AxisField, fieldThrough, INPUT_FIELD } from '@/lib/analysis/receptiveField';
import {
  catalogue,
  inferLayer,
  isKindName,
  KIND_NAMES,
  type KindName,
  kindOf,
  makeLayer,
  portsOf,
} from '@/lib/layers/catalogue';
import { type Facts, PALETTE_GROUPS } from '@/lib/layers/kind';
import { paramMeta } from '@/lib/layers/params';
import { arbitraryInputs, arbitraryLayer } from '@/tests/support/arbitraries';

const LONGEST_DIGEST = 100;
const CONTROLS = [
  'integer',
  'number',
  'switch',
  'choice',
  'pair',
  'padding',
  'integers',
  'range',
  'text',
  'hidden',
];

/** Runs a check on many layers of a kind wherever they work, and tells how often they did. */
function forWorkingLayers(
  kind: KindName,
  check: (
    layer: ReturnType<typeof makeLayer>,
    facts: Facts,
    inputs: Parameters<typeof inferLayer>[1],
  ) => void,
): number {
  let worked = 0;
  fc.assert(
    fc.property(arbitraryLayer(kind), arbitraryInputs(kind), (layer, inputs) => {
      const inferred = inferLayer(layer, inputs);
      if (!inferred.ok) {
        expect(inferred.problems.length).toBeGreaterThan(0);
        for (const { message } of inferred.problems) expect(message).toMatch(/^[A-Z0-9“].*\.$/su);
        return;
      }
      worked++;
      check(layer, inferred.facts, inputs);
    }),
    { numRuns: 500 },
  );
  return worked;
}

describe('the catalogue', () => {
  it('holds each kind under its own name', () => {
    for (const [key, { kind }] of Object.entries(catalogue)) expect(kind).toBe(key);
  });

  it('gives each kind a title and an abbreviation of its own', () => {
    const kinds = Object.values(catalogue);
    expect(new Set(kinds.map(({ title }) => title)).size).toBe(kinds.length);
    expect(new Set(kinds.map(({ short }) => short)).size).toBe(kinds.length);
  });

  it('has a test of its own for every kind', () => {
    const missing = KIND_NAMES.filter(
      (kind) => !existsSync(new URL(`kinds/${kind}.test.ts`, import.meta.url)),
    );
    expect(missing).toEqual([]);
  });

  it('knows its own names only, not those that every object has', () => {
    expect(isKindName('conv2d')).toBe(true);
    for (const name of ['constructor', '__proto__', 'toString', 'Conv2D', ''])
      expect(isKindName(name)).toBe(false);
  });

  it('[L1] refuses tensors with more values than can be counted exactly', () => {
    const input = { channels: 1_048_576, height: 1_048_576, width: 1_048_576 };
    expect(inferLayer(makeLayer('input', input), [])).toEqual({
      ok: false,
      problems: [
        {
          code: 'too-large',
          message:
            'Input would make 1048576×1048576×1048576 values, more than the 9007199254740991 that a tensor may have.',
        },
      ],
    });
  });
});

describe.each(KIND_NAMES)('every kind: %s', (kind) => {
  const entry = kindOf({ kind });

  it('stands in a group of the palette, with a sentence that says what it does', () => {
    expect(PALETTE_GROUPS).toContain(entry.group);
    expect(entry.summary).toMatch(/^[A-Z].*\.$/u);
  });

  it('labels every parameter and says how it is edited', () => {
    for (const [name, schema] of Object.entries(entry.params.shape)) {
      const meta = paramMeta(schema as Parameters<typeof paramMeta>[0]);
      expect([name, meta?.label]).toEqual([name, expect.stringMatching(/^[A-Za-z]/u)]);
      expect(CONTROLS).toContain(meta?.control);
      if (meta?.hint !== undefined) expect(meta.hint).toMatch(/^[A-Z0-9].*\.$/u);
    }
  });

  it('has defaults that fit, and knows no other parameters', () => {
    expect(entry.params.parse({})).toEqual(entry.params.parse(entry.params.parse({})));
    expect(entry.params.safeParse({ nonsense: 1 }).success).toBe(false);
  });

  it('has parameters that survive JSON', () => {
    fc.assert(
      fc.property(arbitraryLayer(kind), ({ params }) => {
        expect(entry.params.parse(JSON.parse(JSON.stringify(params)))).toEqual(params);
      }),
    );
  });

  it('writes its digest in a few characters whatever the parameters', () => {
    fc.assert(
      fc.property(arbitraryLayer(kind), ({ params }) => {
        const digest = entry.digest(params);
        expect(digest.length).toBeLessThanOrEqual(LONGEST_DIGEST);
        expect(digest).not.toMatch(/undefined|NaN|\[object/u);
      }),
    );
  });

  it('[L1] infers whole positive sizes, or a sentence, for any parameters and inputs', () => {
    const worked = forWorkingLayers(kind, (layer, facts) => {
      expect(facts.outputs).toHaveLength(portsOf(layer).length);
      for (const output of facts.outputs)
        for (const size of output?.shape ?? []) {
          expect(Number.isSafeInteger(size)).toBe(true);
          expect(size).toBeGreaterThan(0);
        }
    });
    expect(worked).toBeGreaterThan(0);
  });

  it('[L5] [L6] [L7] [L8] counts in whole numbers, and never more multiply-accumulates than half its operations', () => {
    forWorkingLayers(kind, (_layer, { macs, operations, weights, saved }, inputs) => {
      for (const count of [macs, operations].filter((each) => each !== undefined))
        expect([Number.isInteger(count), count >= 0]).toEqual([true, true]);
      if (macs !== undefined && operations !== undefined)
        expect(2 * macs).toBeLessThanOrEqual(operations);
      for (const { shape } of weights)
        for (const size of shape) expect([Number.isInteger(size), size > 0]).toEqual([true, true]);
      for (const each of saved) {
        if (each.of === 'input') expect(each.slot).toBeLessThan(inputs.length);
        if (each.of === 'own')
          expect([Number.isInteger(each.elements), each.elements > 0]).toEqual([true, true]);
      }
    });
  });

  it('[A1] reaches back a finite way', () => {
    forWorkingLayers(kind, (_layer, { reach }) => {
      const field = fieldThrough(INPUT_FIELD, reach);
      if (field.type === 'local')
        for (const axis of [field.height, field.width]) expectFinite(axis);
    });
  });

  it('is the same when asked twice', () => {
    forWorkingLayers(kind, (layer, facts, inputs) => {
      expect(inferLayer(layer, inputs)).toEqual({ ok: true, facts });
    });
  });

  it('is called something in Keras and PyTorch, with arguments that survive JSON', () => {
    forWorkingLayers(kind, ({ params }, facts, inputs) => {
      for (const calls of [
        entry.emit.keras(params, facts, inputs),
        entry.emit.torch(params, facts, inputs),
      ]) {
        expect(JSON.parse(JSON.stringify(calls))).toStrictEqual(calls);
        for (const { name, args } of calls) {
          expect(name).toMatch(/^[A-Za-z]/u);
          expect(Object.values(args)).not.toContain(undefined);
        }
      }
    });
  });
});

function expectFinite({ units, step, seen }: AxisField): void {
  expect(seen).toHaveLength(units);
  for (const value of [units, step, ...seen.flatMap(({ low, high }) => [low, high])])
    expect(Number.isInteger(value)).toBe(true);
  expect(step).toBeGreaterThan(0);
}
