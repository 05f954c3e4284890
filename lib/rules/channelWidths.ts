import type { PlacedLayer, RuleContext } from './context';
import { predictionLayers } from './predictions';
import { convolutionOf, isDepthwise, mapOf } from './traits';

/** What matrix units of GPUs take at a time, in channels. */
export const MULTIPLE = 8;

export interface Width {
  readonly layer: PlacedLayer;
  readonly filters: number;
}

/**
 * The convolutions whose number of filters somebody chose freely: not the last layers, which follow
 * the classes, not depthwise ones, which follow their input, and not those on single positions (gates).
 */
export function widthsOf(context: RuleContext): readonly Width[] {
  const predictions = predictionLayers(context);
  return context.layers.flatMap((layer) => {
    const convolution = convolutionOf(layer);
    const map = mapOf(layer.report.inputs[0]);
    if (!convolution || !map || map.height * map.width === 1) return [];
    if (isDepthwise(convolution) || predictions.has(layer.node.id)) return [];
    return [{ layer, filters: convolution.filters }];
  });
}
