import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyse } from '@/lib/analysis/analyse';
import { totalsOf } from '@/lib/analysis/cost';
import { jumpOf, leftOf, sizeOf } from '@/lib/analysis/receptiveField';
import { type Analysis, okReport } from '@/lib/analysis/report';
import { templates } from '@/lib/templates/templates';

/** `values` are the parameters and the running statistics; `flops` are twice the MACs. */
type Quantity =
  | 'params'
  | 'values'
  | 'macs'
  | 'flops'
  | 'channelMaps'
  | 'field'
  | 'jump'
  | 'padding';

/** A figure as its source prints it, in units of `unit`. */
interface Figure {
  readonly of: Quantity;
  readonly printed: string;
  readonly unit: number;
  readonly source: string;
  /** Layers whose parameters the source does not count. */
  readonly without?: readonly string[];
}

interface Published {
  readonly sources: Readonly<Record<string, string>>;
  /** The figures of each template, or why there are none. */
  readonly templates: Readonly<Record<string, readonly Figure[] | string>>;
}

const published: Published = JSON.parse(
  readFileSync(new URL('../../fixtures/published.json', import.meta.url), 'utf8'),
);

/** What the last map that still moves with the unit sees of the image; square in all of these. */
function lastField(analysis: Analysis) {
  const fields = analysis.order.map((id) => okReport(analysis, id)?.field);
  const last = fields.findLast((field) => field?.type === 'local');
  if (last?.type !== 'local') throw new Error('no map');
  expect(last.width).toEqual(last.height);
  return last.height;
}

function quantity(analysis: Analysis, { of, without = [] }: Figure): number {
  if (of === 'field') return sizeOf(lastField(analysis));
  if (of === 'jump') return jumpOf(lastField(analysis));
  if (of === 'padding') return 0 - leftOf(lastField(analysis));
  const totals = totalsOf(analysis);
  if (of === 'values') return totals.params + totals.buffers;
  if (of === 'flops') return 2 * totals.macs;
  if (of !== 'params') return totals[of];
  const left = without.map((id) => okReport(analysis, id)?.cost.params ?? Number.NaN);
  return left.reduce((sum, params) => sum - params, totals.params);
}

/** The value with as many decimals as the source prints. */
function asPrinted(value: number, { printed, unit }: Figure): string {
  return (value / unit).toFixed(printed.split('.')[1]?.length ?? 0);
}

const withFigures = templates.filter(({ id }) => Array.isArray(published.templates[id]));

describe.each(withFigures)('$id', ({ id, build }) => {
  const figures = published.templates[id];
  const analysis = analyse(build());

  it('[L5] [L7] [A1] [A2] [A6] comes out as published, to the last digit that is printed', () => {
    if (typeof figures === 'string' || !figures) throw new Error(`no figures of ${id}`);
    const ours = figures.map((figure) => ({
      ...figure,
      printed: asPrinted(quantity(analysis, figure), figure),
    }));
    expect(ours).toEqual(figures);
  });
});

describe('published.json', () => {
  it('has figures for every template, or says why there are none', () => {
    const silent = templates.filter(({ id }) => {
      const entry = published.templates[id];
      return entry === undefined || entry.length < (typeof entry === 'string' ? 40 : 1);
    });
    expect(silent.map(({ id }) => id)).toEqual([]);
  });

  it('has nothing for templates that are gone, and a source for every figure', () => {
    const ids = new Set(templates.map(({ id }) => id));
    expect(Object.keys(published.templates).filter((id) => !ids.has(id))).toEqual([]);
    const named = Object.values(published.templates).flatMap((entry) =>
      typeof entry === 'string' ? [] : entry.map(({ source }) => source),
    );
    expect(new Set(named)).toEqual(new Set(Object.keys(published.sources)));
  });
});
