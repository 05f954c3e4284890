import type { Settings } from '@/lib/graph/graph';
import { valueText } from '@/lib/layers/valueText';
import type { Settle, Sides } from './conflict';
import { disagreement } from './disagreement';
import { threeWay } from './threeWay';

const LABELS: { readonly [K in keyof Settings]: string } = {
  batch: 'Batch',
  precision: 'Precision',
  optimizer: 'Optimizer',
  field: 'Receptive field',
};

/** The settings of a merged design, one by one. */
export function mergeSettings({ base, ours, theirs }: Sides, settle: Settle): Settings {
  const choose = <K extends keyof Settings>(name: K): Settings[K] => {
    const before = base.settings[name];
    const mine = ours.settings[name];
    const other = theirs.settings[name];
    const stands = threeWay(before, mine, other);
    if (stands !== 'conflict') return stands === 'ours' ? mine : other;
    const conflict = disagreement({
      id: `settings/${name}`,
      element: { type: 'settings' },
      property: LABELS[name],
      of: 'the design',
      base: valueText(before),
      ours: valueText(mine),
      theirs: valueText(other),
    });
    return settle(conflict) === 'ours' ? mine : other;
  };
  return {
    batch: choose('batch'),
    precision: choose('precision'),
    optimizer: choose('optimizer'),
    field: choose('field'),
  };
}
