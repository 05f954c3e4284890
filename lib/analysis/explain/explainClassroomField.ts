import { constant, type Formula, largest, minus, named, sum, times } from '@/lib/formula';
import type { NodeId } from '@/lib/graph/graph';
import { reachOf } from '@/lib/layers/windowWorking';
import { sizeOf } from '../receptiveField';
import { type Analysis, okReport } from '../report';
import { bothAxes, type Explanation, inWords } from './explanation';
import { localBranches } from './localBranches';

/** How the receptive field comes about on the board of a lecture. SPEC A5. */
export function explainClassroomField(analysis: Analysis, id: NodeId): Explanation {
  const report = okReport(analysis, id);
  if (report?.classroomField.type !== 'local')
    return inWords(
      'Lecture notes have no number where everything, or nothing known, is seen.',
      'A5',
    );
  const { reach } = report.facts;
  const branches = localBranches(analysis, id, report, ({ classroomField }) => classroomField);
  const axis = (name: 'height' | 'width'): Formula => {
    const sizes = branches.map((branch, place) =>
      named(
        branches.length === 1 ? 'field of the input' : `input ${place + 1}`,
        sizeOf(branch[name]),
      ),
    );
    const arriving = sizes.length === 0 ? constant(1) : largest(...sizes);
    if (reach.type !== 'window') return arriving;
    const window = reach[name];
    return reach.pooling
      ? times(arriving, named('stride', window.stride))
      : sum(arriving, minus(reachOf(window), constant(1)));
  };
  return {
    steps: bothAxes(axis('height'), axis('width')),
    words: [
      'As lecture notes count: a convolution adds its kernel less one whatever the strides before it, a pool multiplies by its stride.',
    ],
    rules: ['A5'],
  };
}
