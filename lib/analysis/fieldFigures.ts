import type { NodeId } from '@/lib/graph/graph';
import { wiringOf } from '@/lib/graph/wiring';
import { spatialSize } from '@/lib/tensor/tensorType';
import { isEmpty } from '@/lib/tensor/window';
import { type AxisField, leftOf, seenBy } from './receptiveField';
import { type Analysis, okReport } from './report';

/** More of what a field is, along one axis, in pixels of the input. */
export interface AxisFigures {
  /** Padding in front of the first unit’s field, as if all layers on the way were one. */
  readonly effectivePadding: number;
  /** Where the field of unit 0 has its middle; pixel 0 is at 0. */
  readonly firstCentre: number;
  /** Where the middle of all fields lies, away from the middle of the input: 0 for a map that is centred. */
  readonly offCentre: number;
  /** Share of the input that a unit in the middle of the map sees. */
  readonly middleShare: number;
  /** Share of the input that unit 0 sees: what lies in the padding is not there. */
  readonly firstShare: number;
}

export interface FieldFigures {
  readonly input: { readonly height: number; readonly width: number };
  readonly height: AxisFigures;
  readonly width: AxisFigures;
}

/** Where the fields of a layer lie in the input; undefined where they do not move, or where there is more than one input. SPEC A19. */
export function fieldFigures(analysis: Analysis, id: NodeId): FieldFigures | undefined {
  const report = okReport(analysis, id);
  const map = report?.facts.outputs[0] && spatialSize(report.facts.outputs[0]);
  const input = inputSize(analysis, id);
  if (report?.field.type !== 'local' || !map || !input) return undefined;
  const { height, width } = report.field;
  const vertical = axisFigures(height, map.height, input.height);
  const horizontal = axisFigures(width, map.width, input.width);
  return vertical && horizontal ? { input, height: vertical, width: horizontal } : undefined;
}

function axisFigures(axis: AxisField, units: number, pixels: number): AxisFigures | undefined {
  const first = seenBy(axis, 0);
  const last = seenBy(axis, units - 1);
  const middle = seenBy(axis, Math.floor((units - 1) / 2));
  if (isEmpty(first) || isEmpty(last) || isEmpty(middle)) return undefined;
  const centre = (first.low + first.high + last.low + last.high) / 4;
  const share = ({ low, high }: { readonly low: number; readonly high: number }) =>
    Math.max(0, Math.min(high, pixels - 1) - Math.max(low, 0) + 1) / pixels;
  return {
    effectivePadding: 0 - leftOf(axis),
    firstCentre: (first.low + first.high) / 2,
    offCentre: centre - (pixels - 1) / 2,
    middleShare: share(middle),
    firstShare: share(first),
  };
}

/** The size of the one network input that a layer hangs on. */
function inputSize(analysis: Analysis, id: NodeId) {
  const wiring = wiringOf(analysis.graph);
  const seen = new Set<NodeId>([id]);
  const sizes = new Map<string, { readonly height: number; readonly width: number }>();
  for (const each of seen) {
    const edges = wiring.into(each);
    for (const { source } of edges) seen.add(source);
    const output = okReport(analysis, each)?.facts.outputs[0];
    const size = edges.length === 0 && output ? spatialSize(output) : undefined;
    if (size) sizes.set(`${size.height}×${size.width}`, size);
  }
  const [only] = sizes.values();
  return sizes.size === 1 ? only : undefined;
}
