import { constant, minus, named, over, sum } from '@/lib/formula';
import type { NodeId } from '@/lib/graph/graph';
import { mapsHeld, valueFlow } from '../information';
import type { Analysis, OkReport } from '../report';
import { type Explanation, inWords } from './explanation';

/** What part of the values that arrive is gone. SPEC A21. */
export function explainDropped(report: OkReport): Explanation {
  const flow = valueFlow(report);
  if (!flow)
    return inWords('Nothing arrives here, or the size of what leaves is not known.', 'A21');
  return {
    steps: [
      {
        of: 'dropped',
        formula: minus(
          constant(1),
          over(
            named('values that leave', flow.leaving),
            named('values that arrive', flow.arriving),
          ),
        ),
      },
    ],
    words: ['Values, not what they mean: a 2×2 pool keeps one in four whatever it keeps.'],
    rules: ['A21'],
  };
}

/** How many feature maps exist when the layer has run and nothing was given back. SPEC A21. */
export function explainMaps(analysis: Analysis, id: NodeId): Explanation {
  const { made, upTo } = mapsHeld(analysis, id);
  return {
    steps: [
      {
        of: 'maps up to here',
        formula: sum(named('maps before', upTo - made), named('maps of this layer', made)),
      },
    ],
    words: [
      'Output channels of all layers up to this one, in the order in which they run: what lecture notes count as images in the GPU. Views make none.',
    ],
    rules: ['A21', 'A6'],
  };
}
