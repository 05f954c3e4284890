import { constant, evaluate, type Formula, named, over, sum, times } from '@/lib/formula';
import { must } from '@/lib/invariant';
import { elementCount, type TensorType } from '@/lib/tensor/tensorType';
import type { Facts, Reckoning, Working } from './kind';
import { kernelFactors, windowOutputs } from './windowWorking';

/** What tells one convolution from another. */
export interface ConvolutionForm {
  /** Channels of the output. */
  readonly channels: Reckoning;
  /** Channels that one filter reads; undefined where it is always one. */
  readonly fanIn: Formula | undefined;
  readonly bias: boolean;
}

/** How the numbers of a convolution come about. SPEC L2, L5 to L7. */
export function convolutionWorking(
  facts: Facts,
  source: TensorType,
  { channels, fanIn, bias }: ConvolutionForm,
): Working {
  const output = must(facts.outputs[0], 'output');
  const [filters = 0, rows = 0, columns = 0] = output.shape;
  const kernel = facts.reach.type === 'window' ? kernelFactors(facts.reach) : [];
  const macs = times(
    named('filters', filters),
    named('rows', rows),
    named('columns', columns),
    ...(fanIn ? [fanIn] : []),
    ...kernel,
  );
  return {
    outputs: windowOutputs(channels, facts, source),
    weightAxes: {
      kernel: ['filters', 'channels a filter reads', 'kernel height', 'kernel width'],
      bias: ['filters'],
    },
    macs: { formula: macs, words: 'One for each weight of the kernel at each position.' },
    operations: linearOperations(evaluate(macs), bias ? elementCount(output) : 0),
  };
}

/** Channels that a filter reads, or makes in a transposed convolution, when they are split into groups. */
export function groupedFanIn(channels: number, groups: number, name = 'channels'): Formula {
  return groups === 1
    ? named(name, channels)
    : over(named(name, channels), named('groups', groups));
}

/** A multiply-accumulate is two operations, and a bias one for each value of the output. */
export function linearOperations(macs: number, biased: number): Reckoning {
  const products = times(constant(2), named('MACs', macs));
  return biased === 0
    ? { formula: products, words: 'A multiply-accumulate is a multiplication and an addition.' }
    : {
        formula: sum(products, named('values with a bias', biased)),
        words: 'A multiply-accumulate is two operations, adding a bias one.',
      };
}
