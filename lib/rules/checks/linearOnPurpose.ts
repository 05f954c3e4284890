import type { PlacedLayer, RuleContext } from '../context';
import { type Convolution, convolutionOf, isDepthwise, isLinearMap, isPointwise } from '../traits';
import type { Way } from '../walk';
import { isBatchNorm } from './byName';

/** What published networks leave without an activation, and train well. No rule itself. */

/**
 * Whether a layer and the next one are a pair that is linear on purpose:
 *
 * - a depthwise convolution and what mixes its channels: together one separable convolution
 * - the narrow end of an inverted residual, and the layer that widens it again
 * - a convolution and a depthwise one with nothing at all between (ConvNeXt's downsampling)
 * - n×1 and 1×n with nothing at all between: together one large window
 */
export function isLinearOnPurpose(context: RuleContext, layer: PlacedLayer, way: Way): boolean {
  const first = convolutionOf(layer);
  const second = way.to && convolutionOf(way.to);
  if (!first || !second) return false;
  if (isDepthwise(first)) return true;
  if (!way.over.some(isBatchNorm)) return isDepthwise(second) || areCrossed(first, second);
  return isPointwise(first) && second.filters > second.channels && endsBlock(context, layer, first);
}

function areCrossed(first: Convolution, second: Convolution): boolean {
  return isLine(first, 'height')
    ? isLine(second, 'width')
    : isLine(first, 'width') && isLine(second, 'height');
}

/** Whether the window is wide along this axis only. */
function isLine(convolution: Convolution, axis: 'height' | 'width'): boolean {
  const across = axis === 'height' ? 'width' : 'height';
  return convolution[axis].kernel > 1 && convolution[across].kernel === 1;
}

/**
 * Whether the layer ends an inverted residual: it narrows what was widened before, past norms,
 * activations and gates, or mixes what a depthwise convolution made without adding channels.
 */
function endsBlock(context: RuleContext, layer: PlacedLayer, end: Convolution): boolean {
  let before = mainSource(context, layer);
  while (before && !isLinearMap(before)) before = mainSource(context, before);
  const convolution = before && convolutionOf(before);
  if (!convolution) return false;
  if (isDepthwise(convolution)) return end.filters <= end.channels;
  return end.filters < end.channels && convolution.filters > convolution.channels;
}

/** The layer that a layer reads; of a gated map the map, and none of other joins. */
function mainSource({ wiring, layer }: RuleContext, placed: PlacedLayer): PlacedLayer | undefined {
  const wires = wiring.into(placed.node.id);
  if (wires.length > 1 && placed.node.kind !== 'multiply') return undefined;
  const sources = wires.flatMap(({ source }) => layer(source) ?? []);
  return sources.toSorted((a, b) => sizeOf(b) - sizeOf(a))[0];
}

function sizeOf({ report }: PlacedLayer): number {
  return (report.facts.outputs[0]?.shape ?? []).reduce((size, length) => size * length, 1);
}
