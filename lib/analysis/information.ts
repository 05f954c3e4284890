import type { NodeId } from '@/lib/graph/graph';
import { elementCount } from '@/lib/tensor/tensorType';
import { mapsOf } from './cost';
import { type Analysis, type OkReport, okReport } from './report';

/** Values that arrive at a layer and values that leave it, for one sample. */
export interface ValueFlow {
  readonly arriving: number;
  readonly leaving: number;
  /** Share of the values that is gone; negative where there are more than before. */
  readonly dropped: number;
}

/** How many values a layer lets through; undefined where nothing arrives or sizes are not known. SPEC A21. */
export function valueFlow({ inputs, facts }: OkReport): ValueFlow | undefined {
  const arriving = inputs.reduce((sum, type) => sum + elementCount(type), 0);
  if (arriving === 0) return undefined;
  let leaving = 0;
  for (const type of facts.outputs) {
    if (!type) return undefined;
    leaving += elementCount(type);
  }
  return { arriving, leaving, dropped: 1 - leaving / arriving };
}

/** Feature maps of a layer, among those that are made up to it in the order in which layers run. */
export interface MapsHeld {
  readonly made: number;
  /** Made by all layers up to this one, this one included. */
  readonly upTo: number;
}

/** The maps that the lecture notes count as “images in the GPU”: output channels, layer after layer. SPEC A21. */
export function mapsHeld(analysis: Analysis, id: NodeId): MapsHeld {
  let upTo = 0;
  for (const each of analysis.order) {
    const report = okReport(analysis, each);
    const made = report ? mapsOf(report) : 0;
    upTo += made;
    if (each === id) return { made, upTo };
  }
  return { made: 0, upTo };
}
