import { type Formula, named, sum, times } from '@/lib/formula';
import type { LayerNode } from '@/lib/graph/graph';
import { workingOf } from '@/lib/layers/catalogue';
import type { WeightSpec } from '@/lib/layers/kind';
import { weightSize } from '../cost';
import type { OkReport } from '../report';
import { type Explanation, inWords, type Step } from './explanation';

/** How many learned values a layer has, weight by weight. SPEC L7. */
export function explainParameters(node: LayerNode, report: OkReport): Explanation {
  const learned = report.facts.weights.filter(({ trainable }) => trainable);
  if (learned.length === 0) return inWords('This layer learns nothing.', 'L7');
  return {
    steps: weightSteps(node, report, learned),
    words: ['Every value that training changes is a parameter; running statistics are not.'],
    rules: ['L7'],
  };
}

/** How many values a layer keeps that are not learned. SPEC L7. */
export function explainBuffers(node: LayerNode, report: OkReport): Explanation {
  const running = report.facts.weights.filter(
    ({ trainable, dtype }) => !trainable && dtype !== 'int64',
  );
  if (running.length === 0) return inWords('This layer keeps no running values.', 'L7');
  return {
    steps: weightSteps(node, report, running),
    words: ['Running means and variances; the counter of batches is neither parameter nor buffer.'],
    rules: ['L7'],
  };
}

/** One step a weight, and their sum where there are several. */
function weightSteps(
  node: LayerNode,
  { facts, inputs }: OkReport,
  weights: readonly WeightSpec[],
): readonly Step[] {
  const axes = workingOf(node, facts, inputs).weightAxes ?? {};
  const steps = weights.map((weight) => ({
    of: weight.name,
    formula: valuesOf(weight, axes[weight.name] ?? []),
  }));
  if (steps.length === 1) return steps;
  const parts = weights.map((weight) => named(weight.name, weightSize(weight)));
  return [...steps, { of: 'together', formula: sum(...parts) }];
}

function valuesOf({ shape }: WeightSpec, axes: readonly string[]): Formula {
  if (shape.length === 0) return named('one value', 1);
  return times(...shape.map((size, axis) => named(axes[axis] ?? `axis ${axis + 1}`, size)));
}
