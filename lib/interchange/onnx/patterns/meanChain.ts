import { layer } from '../../plan';
import { intOf } from '../attributes';
import { namedAxes } from '../fold/axes';
import { axisAt } from '../fold/evaluator';
import type { NodeProto } from '../onnx_pb';
import { dimsOf, type Scope, soleConsumer } from '../scope';
import type { Pattern } from '../translator';

/** A mean over the width and then one over the height, or the other way round: a global average pool. */
export const meanChain = {
  ReduceMean: (node, scope) => {
    const [input = ''] = node.input;
    const rank = dimsOf(scope, input)?.length;
    const second = soleConsumer(scope, node.output[0]);
    const [output] = second?.output ?? [];
    if (rank !== 4 || scope.typeOf(input)?.layout !== 'chw') return undefined;
    if (second?.opType !== 'ReduceMean' || !output) return undefined;
    const keepMap = intOf(node, 'keepdims') !== 0;
    if (keepMap !== (intOf(second, 'keepdims') !== 0)) return undefined;
    const first = onlyAxis(node, scope, rank);
    const then = onlyAxis(second, scope, keepMap ? rank : rank - 1);
    const column = first === 3 && then === 2;
    const row = first === 2 && then === (keepMap ? 3 : 2);
    if (!column && !row) return undefined;
    return {
      plan: layer('globalAvgPool2d', { keepMap }, input),
      covers: [node, second],
      output,
    };
  },
} as const satisfies Record<string, Pattern>;

function onlyAxis(node: NodeProto, scope: Scope, rank: number): number | undefined {
  const axes = namedAxes(node, scope.constantOf(node.input[1]));
  const [axis] = axes?.length === 1 ? axes : [];
  return axis === undefined ? undefined : axisAt(axis, rank);
}
