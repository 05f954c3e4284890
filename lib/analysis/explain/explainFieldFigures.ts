import {
  constant,
  type Formula,
  minus,
  named,
  over,
  root,
  smallest,
  sum,
  times,
} from '@/lib/formula';
import type { NodeId } from '@/lib/graph/graph';
import { effectiveFields } from '../effectiveField';
import { type AxisFigures, fieldFigures } from '../fieldFigures';
import { sizeOf } from '../receptiveField';
import { type Analysis, okReport } from '../report';
import { bothAxes, type Explanation, inWords } from './explanation';

type AxisName = 'height' | 'width';

const NOWHERE = inWords(
  'Only a field that moves with its unit, over one input, lies somewhere.',
  'A19',
);

/** Why the padding of all layers together is what it is. SPEC A19. */
export function explainPadding(analysis: Analysis, id: NodeId): Explanation {
  return perAxis(
    analysis,
    id,
    ({ effectivePadding }) => minus(constant(0), named('left edge of unit 0', -effectivePadding)),
    'The padding in front of the first unit, as if all layers up to here were one window.',
  );
}

/** Where the field of the first unit has its middle. SPEC A19. */
export function explainCentre(analysis: Analysis, id: NodeId): Explanation {
  return perAxis(
    analysis,
    id,
    ({ effectivePadding, firstCentre }) =>
      sum(
        named('left edge of unit 0', -effectivePadding),
        over(
          minus(named('size of its field', 2 * (firstCentre + effectivePadding) + 1), constant(1)),
          constant(2),
        ),
      ),
    'Pixel 0 is the first; the centres of the other units follow in steps of the jump.',
  );
}

/** Why the fields of a map lie off the middle of the input, or do not. SPEC A19. */
export function explainOffCentre(analysis: Analysis, id: NodeId): Explanation {
  return perAxis(
    analysis,
    id,
    ({ offCentre }, pixels) =>
      minus(
        named('middle of all fields', offCentre + (pixels - 1) / 2),
        over(minus(named('pixels', pixels), constant(1)), constant(2)),
      ),
    'Negative: up or left. A map that is aligned is at 0; paddings that differ between the sides and edges that strides drop shift it.',
  );
}

/** Why a unit sees so much of the input. SPEC A19. */
export function explainShare(
  analysis: Analysis,
  id: NodeId,
  unit: 'middle' | 'first',
): Explanation {
  const figures = fieldFigures(analysis, id);
  if (!figures) return NOWHERE;
  const of = (axis: AxisName): Formula => {
    const pixels = figures.input[axis];
    const seen = figures[axis][unit === 'middle' ? 'middleShare' : 'firstShare'] * pixels;
    return over(named(`${axis} seen`, Math.round(seen)), named(axis, pixels));
  };
  return {
    steps: [
      { of: 'height', formula: of('height') },
      { of: 'width', formula: of('width') },
      { of: 'area', formula: times(of('height'), of('width')) },
    ],
    words: ['The part of the field that lies inside the input; padding is not seen.'],
    rules: ['A19'],
  };
}

/** How the estimate of the effective field comes about. SPEC A19. */
export function explainEffectiveField(analysis: Analysis, id: NodeId): Explanation {
  const spread = effectiveFields(analysis).get(id);
  const field = okReport(analysis, id)?.field;
  if (!spread || field?.type !== 'local') return NOWHERE;
  const variance = (axis: AxisName): Formula =>
    sum(
      named('variance of what arrives', spread[axis].arriving),
      ...(spread[axis].added === 0 ? [] : [named('of this layer', spread[axis].added)]),
    );
  const size = (axis: AxisName) =>
    smallest(
      named('size of the field', sizeOf(field[axis])),
      times(constant(4), root(variance(axis))),
    );
  return {
    steps: bothAxes(size('height'), size('width')),
    words: [
      'Four standard deviations: 95 % of the influence, and never more than the field. The field of a network whose weights are alike is close to a Gaussian (Luo, Li, Urtasun and Zemel, NIPS 2016); a kernel adds jump² × (kernel² − 1) / 12 to its variance. Branches count in equal parts.',
      'An estimate: training widens it.',
    ],
    rules: ['A19'],
  };
}

function perAxis(
  analysis: Analysis,
  id: NodeId,
  formula: (figures: AxisFigures, pixels: number) => Formula,
  words: string,
): Explanation {
  const figures = fieldFigures(analysis, id);
  if (!figures) return NOWHERE;
  const { input, height, width } = figures;
  return {
    steps: bothAxes(formula(height, input.height), formula(width, input.width)),
    words: [words],
    rules: ['A19', 'A1'],
  };
}
