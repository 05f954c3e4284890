import { constant, named, times } from '@/lib/formula';
import type { LayerNode } from '@/lib/graph/graph';
import { workingOf } from '@/lib/layers/catalogue';
import type { OkReport } from '../report';
import { distinct, type Explanation, inWords } from './explanation';

const CONVENTION = 'For one sample; without bias, and convolutions and dense layers alone.';

/** How many multiply-accumulates a layer takes for one sample. SPEC L5. */
export function explainMacs(node: LayerNode, { facts, inputs }: OkReport): Explanation {
  if (facts.macs === undefined) return NOT_KNOWN;
  const { macs } = workingOf(node, facts, inputs);
  if (!macs) return inWords('Only convolutions and dense layers have multiply-accumulates.', 'L5');
  return {
    steps: [{ of: 'MACs', formula: macs.formula }],
    words: distinct([macs.words, CONVENTION]),
    rules: ['L5'],
  };
}

/** The same in FLOPs: a multiplication and an addition each. SPEC L5. */
export function explainFlops(_node: LayerNode, { facts }: OkReport): Explanation {
  if (facts.macs === undefined) return NOT_KNOWN;
  if (facts.macs === 0)
    return inWords('No multiply-accumulates: see all operations for what else it computes.', 'L5');
  return {
    steps: [{ of: 'FLOPs', formula: times(constant(2), named('MACs', facts.macs)) }],
    words: ['A multiply-accumulate is a multiplication and an addition.', CONVENTION],
    rules: ['L5'],
  };
}

/** How many operations of any kind a layer takes for one sample. SPEC L6. */
export function explainOperations(node: LayerNode, { facts, inputs }: OkReport): Explanation {
  if (facts.operations === undefined) return NOT_KNOWN;
  const { operations } = workingOf(node, facts, inputs);
  if (!operations) return inWords('Nothing is computed here: copies and views are free.', 'L6');
  return {
    steps: [{ of: 'operations', formula: operations.formula }],
    words: distinct([operations.words, 'For one sample.']),
    rules: ['L6'],
  };
}

const NOT_KNOWN = inWords(
  'Layerboard does not know this operator: what it computes is not known, and totals are lower bounds.',
  'L11',
  'A6',
);
