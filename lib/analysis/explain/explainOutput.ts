import type { LayerNode } from '@/lib/graph/graph';
import { kindOf, portsOf, workingOf } from '@/lib/layers/catalogue';
import { axisName } from '@/lib/layers/working';
import type { OkReport } from '../report';
import { distinct, type Explanation, inWords, type Step } from './explanation';

/** Why the output of a layer has the size that it has, axis by axis. SPEC L1 to L4, L9. */
export function explainOutput(node: LayerNode, { facts, inputs }: OkReport): Explanation {
  const working = workingOf(node, facts, inputs);
  const ports = portsOf(node);
  const steps: Step[] = [];
  const words: (string | undefined)[] = [];
  for (const [port, sizes] of working.outputs.entries()) {
    const type = facts.outputs[port];
    if (!type) continue;
    for (const [axis, reckoning] of sizes.entries()) {
      const name = axisName(type, axis);
      const of = ports.length > 1 ? `${name} of output ${port + 1}` : name;
      steps.push({ of, formula: reckoning.formula });
      words.push(reckoning.words);
    }
  }
  if (steps.length === 0)
    return inWords(
      'The file that this layer comes from does not say how large its output is.',
      'L11',
    );
  return { steps, words: distinct(words), rules: ['L1', ...rulesOf(node, facts)] };
}

function rulesOf(node: LayerNode, { reach, viewing }: OkReport['facts']): readonly string[] {
  if (reach.type === 'window') return ['L2', 'L3'];
  const { group } = kindOf(node);
  if (group === 'Join') return ['L9'];
  if (viewing === 'always') return ['L10'];
  return group === 'Convolution' ? ['L4'] : [];
}
