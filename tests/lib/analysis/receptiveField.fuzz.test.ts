import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse } from '@/lib/analysis/analyse';
import { type AxisField, seenBy, sizeOf } from '@/lib/analysis/receptiveField';
import { type Analysis, okReport } from '@/lib/analysis/report';
import { must } from '@/lib/invariant';
import type { Axis } from '@/tests/support/bruteForceField';
import { arbitraryTape, tape } from '@/tests/support/draw';
import { type Traced, type TracedLayer, tracedNetwork } from '@/tests/support/tracedNetwork';

/** What the slow way found out about a unit: its first and last pixel, or nothing. */
function rangeOf(pixels: ReadonlySet<number>) {
  return pixels.size === 0 ? 'nothing' : [Math.min(...pixels), Math.max(...pixels)];
}

function interiorOf(axis: Axis) {
  return axis.flatMap(({ interior, pixels }, unit) => (interior ? [{ unit, pixels }] : []));
}

function expectAxis(field: AxisField, axis: Axis, jump: number): number {
  const interior = interiorOf(axis);
  for (const { unit, pixels } of interior) {
    const { low, high } = seenBy(field, unit);
    expect([unit, low > high ? 'nothing' : [low, high]]).toEqual([unit, rangeOf(pixels)]);
    const size = pixels.size === 0 ? 0 : Math.max(...pixels) - Math.min(...pixels) + 1;
    expect(size).toBeLessThanOrEqual(sizeOf(field));
  }
  expect(field.step).toBeCloseTo(jump * field.units, 6);
  for (const { unit, pixels } of interior) {
    const next = axis[unit + field.units];
    if (!next?.interior || pixels.size === 0) continue;
    expect(Math.min(...next.pixels) - Math.min(...pixels)).toBe(field.step);
  }
  return interior.length;
}

interface Compared {
  units: number;
  aligned: number;
  misaligned: number;
  /** Layers whose pattern has become too long to keep. */
  givenUp: number;
}

function expectFields(network: Traced, compared: Compared): void {
  const analysis = analyse(network.graph);
  for (const layer of network.layers) {
    const { id, height, width, jumps, exact, branches } = layer;
    const { field, facts, warnings } = must(okReport(analysis, id), id);
    expect(facts.outputs[0]?.shape.slice(1)).toEqual([height.length, width.length]);
    if (branches.length > 0 && branches.every((branch) => branch.exact)) {
      expectAlignment(analysis, branches, warnings.length === 0);
      compared[warnings.length === 0 ? 'aligned' : 'misaligned']++;
    }
    if (!exact) continue;
    if (field.type !== 'local') {
      compared.givenUp++;
      continue;
    }
    compared.units +=
      expectAxis(field.height, height, jumps[0]) + expectAxis(field.width, width, jumps[1]);
  }
}

/** Compares what the analysis says of a join with where its branches really look. */
function expectAlignment(
  analysis: Analysis,
  branches: readonly TracedLayer[],
  aligned: boolean,
): void {
  const [one, other] = branches.map(({ jumps }) => jumps.map((jump) => jump.toFixed(9)));
  const disagree = (['height', 'width'] as const).map((axis) => {
    const units = (branches[0]?.[axis] ?? []).flatMap((_, unit) => {
      const seen = branches.flatMap((branch) => branch[axis][unit] ?? []);
      const looks = seen.every(({ interior, pixels }) => interior && pixels.size > 0);
      return looks ? [new Set(seen.map(({ pixels }) => centre(pixels))).size > 1] : [];
    });
    return {
      some: units.includes(true),
      enough: units.length >= longestPattern(analysis, branches),
    };
  });
  if (aligned) {
    expect(one).toEqual(other);
    expect(disagree.some(({ some }) => some)).toBe(false);
  } else if (disagree.every(({ enough }) => enough) && `${one}` === `${other}`) {
    expect(disagree.some(({ some }) => some)).toBe(true);
  }
}

/** Units after which any two branches certainly begin anew, on either axis. */
function longestPattern(analysis: Analysis, branches: readonly TracedLayer[]): number {
  let units = 1;
  for (const { id } of branches) {
    const field = okReport(analysis, id)?.field;
    if (field?.type === 'local') units *= Math.max(field.height.units, field.width.units);
  }
  return units;
}

/** Twice the middle of what a unit sees, a whole number. */
function centre(pixels: ReadonlySet<number>): number {
  return Math.min(...pixels) + Math.max(...pixels);
}

describe('fields against pixels traced one by one', () => {
  it('[A1] [A2] agree for every interior unit of chains of windows, transposed windows, resampling and regions', () => {
    const compared: Compared = { units: 0, aligned: 0, misaligned: 0, givenUp: 0 };
    fc.assert(
      fc.property(arbitraryTape(100), (numbers) => {
        expectFields(tracedNetwork(tape(numbers), { joins: false }), compared);
      }),
      { numRuns: 600 },
    );
    expect(compared.givenUp).toBeLessThan(10);
    expect(compared.units).toBeGreaterThan(20_000);
  });

  it('[A3] [A4] agree for every interior unit of small graphs, and on whether branches look at the same places', () => {
    const compared: Compared = { units: 0, aligned: 0, misaligned: 0, givenUp: 0 };
    fc.assert(
      fc.property(arbitraryTape(160), (numbers) => {
        expectFields(tracedNetwork(tape(numbers), { joins: true }), compared);
      }),
      { numRuns: 600 },
    );
    expect(compared.aligned).toBeGreaterThan(100);
    expect(compared.misaligned).toBeGreaterThan(5);
    expect(compared.givenUp).toBeLessThan(10);
    expect(compared.units).toBeGreaterThan(20_000);
  });
});
