import type { Operation } from '@/lib/document/operation';
import { formatShare } from '@/lib/format';
import { makeLayer } from '@/lib/layers/catalogue';
import type { PlacedLayer, RuleContext } from '../context';
import { insertLayers } from '../fixes/insertLayers';
import { readShare } from '../phases';
import { defineRule, type Fix, type Found } from '../rule';
import {
  type Convolution,
  convolutionOf,
  isPointwise,
  type MapSize,
  mapOf,
  passesOn,
} from '../traits';
import { waysFrom } from '../walk';
import { listed, quoted } from '../wording';
import { isBatchNorm } from './byName';

/** Strides so long that some pixels are never read. */
export const skippedPixels = defineRule({
  id: 'skipped-pixels',
  title: 'Skipped pixels',
  level: 'warning',
  sentence:
    'A convolution reads every pixel of its map: its stride is not longer than its kernel. On the shortcut of a residual block, where published networks do it, it is advice, one finding for all of them.',
  mend: 'Lets an average pool do the steps of a 1×1 convolution.',
  source: {
    says: 'A 1×1 convolution of stride 2 ignores three quarters of the map; an average pool before it, and stride 1, made ResNet-50 more accurate.',
    reference: 'He et al., Bag of Tricks for Image Classification, 2018, section 4.2 (ResNet-D)',
    link: 'https://arxiv.org/abs/1812.01187',
  },
  thresholds: {},
  check(context) {
    const skipping = context.layers.flatMap((layer) => skipOf(layer) ?? []);
    const shortcuts = skipping.filter(({ layer }) => isShortcut(context, layer));
    const others = skipping.filter((skip) => !shortcuts.includes(skip));
    return [
      ...others.map((skip): Found => {
        const { node } = skip.layer;
        const message = `${quoted(node)} never looks at ${phraseOf(skip)}.`;
        return { node: node.id, nodes: [node.id], message, fix: fixOf(context, [skip]) };
      }),
      ...ofShortcuts(context, shortcuts),
    ];
  },
});

/** A convolution that does not read all of its map. */
interface Skip {
  readonly layer: PlacedLayer;
  readonly convolution: Convolution;
  readonly map: MapSize;
  /** Share of the positions that it never reads. */
  readonly unread: number;
}

function skipOf(layer: PlacedLayer): Skip | undefined {
  const convolution = convolutionOf(layer);
  const map = mapOf(layer.report.inputs[0]);
  if (!convolution || !map) return undefined;
  const { height, width } = convolution;
  const read = (map.height > 1 ? readShare(height) : 1) * (map.width > 1 ? readShare(width) : 1);
  return read < 1 ? { layer, convolution, map, unread: 1 - read } : undefined;
}

function phraseOf({ convolution: { height, width }, unread }: Skip): string {
  const kernel = `a kernel of ${height.kernel}×${width.kernel}`;
  const dilated = height.dilation > 1 || width.dilation > 1;
  const dilation = dilated ? ` and a dilation of ${height.dilation}×${width.dilation}` : '';
  return `${formatShare(unread)} of the positions of its map: it steps by ${height.stride}×${width.stride} with ${kernel}${dilation}`;
}

/** One finding for all shortcuts: what a block does, its siblings do too. */
function ofShortcuts(context: RuleContext, skips: readonly Skip[]): readonly Found[] {
  const [first] = skips;
  if (!first) return [];
  const layers = skips.map(({ layer }) => layer);
  const message =
    skips.length === 1
      ? `The shortcut ${quoted(first.layer)} never looks at ${phraseOf(first)}.`
      : `The shortcuts ${listed(layers)} never look at part of their maps, ${formatShare(first.unread)} of it in ${quoted(first.layer)}: they step further than their kernels reach.`;
  const nodes = layers.map(({ node }) => node.id);
  return [{ nodes, level: 'advice', message, fix: fixOf(context, skips) }];
}

/** Whether others read the same map, and the result is added to theirs right away but for a norm. */
function isShortcut(context: RuleContext, { node }: PlacedLayer): boolean {
  const { wiring } = context;
  const [wire] = wiring.into(node.id);
  if (!wire || wiring.outOf(wire.source).length === 1) return false;
  const ways = waysFrom(context, node.id, (layer) => passesOn(layer) || isBatchNorm(layer));
  return ways.some(({ to }) => to?.node.kind === 'add');
}

/** Average pools that do the stepping, before 1×1 convolutions that then see a mean of all positions. */
function fixOf(context: RuleContext, skips: readonly Skip[]): Fix | undefined {
  const [first] = skips;
  if (!first || !skips.every(isSimple)) return undefined;
  const whose = skips.length === 1 ? quoted(first.layer) : `the ${skips.length} shortcuts`;
  const label = `Let an average pool do the steps of ${whose}`;
  return { label, operations: skips.flatMap((skip) => poolBefore(context, skip)) };
}

/** An unpadded 1×1 convolution on a map that is not smaller than its steps. */
function isSimple({ layer, convolution, map }: Skip): boolean {
  const { height, width } = convolution;
  const padded = [height, width].some(({ padLow, padHigh }) => padLow + padHigh > 0);
  const fits = map.height >= height.stride && map.width >= width.stride;
  return layer.node.kind === 'conv2d' && isPointwise(convolution) && !padded && fits;
}

function poolBefore(
  context: RuleContext,
  { layer: { node }, convolution }: Skip,
): readonly Operation[] {
  const stride: [number, number] = [convolution.height.stride, convolution.width.stride];
  const pool = makeLayer('avgPool2d', {
    kernel: stride,
    stride,
    padding: 'valid',
    ceilMode: true,
    countPadding: false,
  });
  const added = { layer: pool, name: `${node.name}.pool` };
  const wires = context.wiring.into(node.id);
  return [
    ...insertLayers(context, wires, [added], `skipped-pixels ${node.id}`),
    { type: 'setParams', id: node.id, params: { stride: [1, 1] } },
  ];
}
