import { type AxisField, jumpOf, type LocalField } from '@/lib/analysis/receptiveField';
import { formatExact } from '@/lib/format';
import type { PlacedLayer, RuleContext } from '../context';
import { defineRule, type Found, type Threshold } from '../rule';
import { agree, quoted } from '../wording';

/** Branches that meet while they look at different places. */
export const misalignedMerge = defineRule({
  id: 'misaligned-merge',
  title: 'Misaligned branches',
  level: 'warning',
  sentence:
    'Branches that meet step alike and look at the same place of the input. Offsets that cancel out over neighbouring positions, as after upsampling, and offsets of half a step or less, which even kernels and TensorFlow’s padding bring, are left alone.',
  source: {
    says: 'Where branches have different strides or different centres, the features that are combined come from different places of the image.',
    reference:
      'Araujo, Norris and Sim, Computing Receptive Fields of Convolutional Neural Networks, Distill, 2019',
    link: 'https://distill.pub/2019/computing-receptive-fields/',
  },
  thresholds: {
    offset: { label: 'Largest offset left alone', value: 0.5, unit: 'steps of the joined map' },
  },
  check(context, { offset }) {
    return context.layers.flatMap((join): readonly Found[] => {
      if (!join.report.warnings.some(({ code }) => code === 'misaligned')) return [];
      const [main, ...others] = branchesOf(context, join);
      for (const other of others) {
        const complaint = main && complaintAbout(join, main, other, offset);
        if (!complaint) continue;
        const nodes = [join, main.layer, other.layer].map(({ node }) => node.id);
        return [{ node: join.node.id, nodes, ...complaint }];
      }
      return [];
    });
  },
});

interface Branch {
  readonly layer: PlacedLayer;
  readonly field: LocalField;
}

function branchesOf({ wiring, layer }: RuleContext, join: PlacedLayer): readonly Branch[] {
  return wiring.into(join.node.id).flatMap(({ source }) => {
    const placed = layer(source);
    return placed?.report.field.type === 'local'
      ? [{ layer: placed, field: placed.report.field }]
      : [];
  });
}

function complaintAbout(
  join: PlacedLayer,
  a: Branch,
  b: Branch,
  threshold: Threshold,
): Pick<Found, 'message' | 'threshold'> | undefined {
  const meeting = `At ${quoted(join)} meet ${quoted(a.layer)} and ${quoted(b.layer)}, which`;
  for (const axis of ['height', 'width'] as const) {
    const first = a.field[axis];
    const second = b.field[axis];
    const step = jumpOf(first);
    if (step !== jumpOf(second)) {
      const message = `${meeting} step by ${step} and ${jumpOf(second)} pixels of the input: position after position they drift further apart.`;
      return { message };
    }
    const apart = Math.abs(meanCentre(first, second) - meanCentre(second, first));
    if (apart > threshold.value * step) {
      const message = `${meeting} look at places ${formatExact(apart)} ${agree(apart, 'pixel', 'pixels')} of the input apart along the ${axis}.`;
      return { message, threshold };
    }
  }
  return undefined;
}

/** Mean centre of the units of an axis over the pattern that it shares with another. */
function meanCentre(axis: AxisField, other: AxisField): number {
  const units = axis.units * other.units;
  let sum = 0;
  for (let unit = 0; unit < units; unit++) {
    const seen = axis.seen[unit % axis.units] ?? { low: 0, high: 0 };
    sum += Math.floor(unit / axis.units) * axis.step + (seen.low + seen.high) / 2;
  }
  return sum / units;
}
