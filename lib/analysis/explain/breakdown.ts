import { kindOf } from '@/lib/layers/catalogue';
import { PALETTE_GROUPS, type PaletteGroup } from '@/lib/layers/kind';
import type { Analysis, OkReport } from '../report';

/** Totals that are sums over layers. */
export type SummedFigure = 'layers' | 'params' | 'macs' | 'flops' | 'operations';

/** What the layers of one part of the palette add to a total. */
export interface Share {
  readonly group: PaletteGroup;
  readonly layers: number;
  readonly value: number;
}

const VALUES: Readonly<Record<SummedFigure, (report: OkReport | undefined) => number>> = {
  layers: () => 1,
  params: (report) => report?.cost.params ?? 0,
  macs: (report) => report?.cost.macs ?? 0,
  flops: (report) => 2 * (report?.cost.macs ?? 0),
  operations: (report) => report?.cost.operations ?? 0,
};

/** A total, taken apart by what kind of layer it comes from; the shares add up to it. Those that add nothing are left out. SPEC A6. */
export function breakdown(analysis: Analysis, figure: SummedFigure): readonly Share[] {
  const shares = new Map<PaletteGroup, { layers: number; value: number }>();
  for (const [id, report] of analysis.reports) {
    const node = analysis.graph.nodes.get(id);
    if (!node) continue;
    const value = VALUES[figure](report.status === 'ok' ? report : undefined);
    if (value === 0) continue;
    const { group } = kindOf(node);
    const before = shares.get(group);
    shares.set(group, {
      layers: (before?.layers ?? 0) + 1,
      value: (before?.value ?? 0) + value,
    });
  }
  return PALETTE_GROUPS.flatMap((group) => {
    const share = shares.get(group);
    return share ? [{ group, ...share }] : [];
  }).toSorted((a, b) => b.value - a.value);
}
