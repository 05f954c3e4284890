import type { Operation } from '@/lib/document/operation';
import { formatShare } from '@/lib/format';
import { makeLayer, type ParamsOf } from '@/lib/layers/catalogue';
import type { Padding } from '@/lib/layers/params';
import { type Window, windowLength } from '@/lib/tensor/window';
import type { PlacedLayer, RuleContext } from '../context';
import { insertLayers, type NewLayer } from '../fixes/insertLayers';
import { LECTURE_NOTES } from '../lectureNotes';
import { defineRule, type Fix, type Found } from '../rule';
import { type Convolution, convolutionOf, coversMap, mapOf, valuesIn } from '../traits';
import { onlyWayFrom } from '../walk';
import { quoted } from '../wording';
import { isBatchNorm, usualActivation } from './byName';

/** A large window that several small ones would do the work of. */
export const bigKernel = defineRule({
  id: 'big-kernel',
  title: 'Large kernel',
  level: 'advice',
  sentence:
    'A square kernel of 5×5 to 11×11 at stride 1 gives way to 3×3 kernels in a row, where that saves weights. Left alone: grouped and depthwise convolutions, and windows that cover the whole map.',
  mend: 'Replaces the layer by 3×3 convolutions, each with the norm and activation that follow it.',
  source: {
    says: 'Two 3×3 in a row see what a 5×5 sees with 18 weights instead of 25, three what a 7×7 sees with 27 instead of 49, and have an activation more.',
    reference: `Simonyan and Zisserman, VGG, 2014, section 2.3; ${LECTURE_NOTES}`,
    link: 'https://arxiv.org/abs/1409.1556',
  },
  thresholds: { kernel: { label: 'Kernels are large from', value: 5, unit: 'pixels' } },
  check(context, limits) {
    return context.layers.flatMap((layer): readonly Found[] => {
      const plan = planFor(layer, limits.kernel.value);
      if (!plan) return [];
      const { kernel } = plan.convolution.height;
      return [
        {
          node: layer.node.id,
          nodes: [layer.node.id],
          message: `${plan.steps} convolutions of 3×3 would see what the ${kernel}×${kernel} of ${quoted(layer)} sees, with ${formatShare(plan.params / valuesIn(layer, 'kernel'))} fewer weights.`,
          threshold: limits.kernel,
          saving: {
            params: plan.params,
            macs: plan.macs,
            note: `With ${plan.between} channels between the 3×3 convolutions; biases and norms not counted.`,
          },
          fix: fixOf(context, layer, plan),
        },
      ];
    });
  },
});

/** How a large window is replaced, and what that saves. */
interface Plan {
  readonly convolution: Convolution;
  readonly original: ParamsOf<'conv2d'>;
  /** 3×3 convolutions in a row that see as much. */
  readonly steps: number;
  /** Channels between them. */
  readonly between: number;
  readonly params: number;
  readonly macs: number;
}

/** Larger windows are large on purpose. */
const LARGEST = 11;

/** Fewer channels than this between two convolutions would starve the second one. */
const LEAST_BETWEEN = 16;

function planFor(layer: PlacedLayer, smallest: number): Plan | undefined {
  const convolution = convolutionOf(layer);
  const { node } = layer;
  if (!convolution || node.kind !== 'conv2d' || coversMap(layer, convolution)) return undefined;
  const { height, width, channels, filters, groups } = convolution;
  const { kernel } = height;
  const square = kernel === width.kernel && kernel % 2 === 1;
  if (kernel < Math.max(5, smallest) || kernel > LARGEST) return undefined;
  if (!square || groups > 1 || height.stride > 1 || width.stride > 1) return undefined;
  const steps = (kernel - 1) / 2;
  const between = Math.min(filters, Math.max(channels, LEAST_BETWEEN));
  const cost = costOf(layer, convolution, steps, between);
  const params = valuesIn(layer, 'kernel') - cost.params;
  const macs = (layer.report.cost.macs ?? 0) - cost.macs;
  if (params <= 0) return undefined;
  return { convolution, original: node.params, steps, between, params, macs };
}

function costOf(
  layer: PlacedLayer,
  { height, width, channels, filters }: Convolution,
  steps: number,
  between: number,
): { readonly params: number; readonly macs: number } {
  let { height: rows, width: columns } = mapOf(layer.report.inputs[0]) ?? { height: 0, width: 0 };
  let params = 0;
  let macs = 0;
  for (let step = 0; step < steps; step++) {
    rows = windowLength(rows, stepOf(height, step, steps));
    columns = windowLength(columns, stepOf(width, step, steps));
    const weights =
      9 * (step === 0 ? channels : between) * (step === steps - 1 ? filters : between);
    params += weights;
    macs += weights * rows * columns;
  }
  return { params, macs };
}

/** The window of one of the 3×3 convolutions, with its part of the padding. */
function stepOf(window: Window, step: number, steps: number): Window {
  return {
    ...window,
    kernel: 3,
    padLow: part(window.padLow, step, steps),
    padHigh: part(window.padHigh, step, steps),
  };
}

/** One of `steps` nearly equal parts of a whole number. */
function part(whole: number, step: number, steps: number): number {
  return Math.floor(((step + 1) * whole) / steps) - Math.floor((step * whole) / steps);
}

/** The layer becomes the last of the 3×3 convolutions; the others go before it, each with the norm and the activation that follow it. */
function fixOf(context: RuleContext, layer: PlacedLayer, plan: Plan): Fix {
  const { node } = layer;
  const { steps, between, original } = plan;
  const reader = onlyWayFrom(context, node.id, () => false)?.to;
  const norm = reader && isBatchNorm(reader) ? reader.node : undefined;
  const added: NewLayer[] = [];
  for (let step = 0; step < steps - 1; step++) {
    const name = `${node.name}.${step + 1}`;
    const conv = makeLayer('conv2d', {
      ...original,
      filters: between,
      kernel: [3, 3],
      padding: paddingOf(plan, step),
    });
    added.push({ layer: conv, name });
    if (norm?.kind === 'batchNorm')
      added.push({ layer: makeLayer('batchNorm', norm.params), name: `${name}.bn` });
    added.push({ layer: usualActivation(context), name: `${name}.act` });
  }
  const wires = context.wiring.into(node.id);
  const params = { kernel: [3, 3], padding: paddingOf(plan, steps - 1) };
  const operations: readonly Operation[] = [
    ...insertLayers(context, wires, added, `big-kernel ${node.id}`),
    { type: 'setParams', id: node.id, params },
  ];
  return { label: `Replace ${quoted(layer)} by ${steps} convolutions of 3×3`, operations };
}

function paddingOf({ convolution, original, steps }: Plan, step: number): Padding {
  if (typeof original.padding === 'string') return original.padding;
  const height = stepOf(convolution.height, step, steps);
  const width = stepOf(convolution.width, step, steps);
  return {
    top: height.padLow,
    bottom: height.padHigh,
    left: width.padLow,
    right: width.padHigh,
  };
}
