import { intOf } from '../attributes';
import { scalarOf } from '../constant';
import { axesAt, namedAxes } from '../fold/axes';
import { axisAt } from '../fold/evaluator';
import { dimsOf, soleConsumer } from '../scope';
import type { Pattern } from '../translator';
import { sliced } from '../translators/cutting';

/** One position of an axis picked, and its axis put back: a slice that is one position long. */
export const gatheredChannel = {
  Gather: (node, scope) => {
    const [input = '', indexInput] = node.input;
    const dims = dimsOf(scope, input);
    const index = scope.constantOf(indexInput);
    const back = soleConsumer(scope, node.output[0]);
    const [output] = back?.output ?? [];
    const axis = dims && axisAt(intOf(node, 'axis') ?? 0, dims.length);
    const position = scalarOf(index);
    if (back?.opType !== 'Unsqueeze' || !output || index?.dims?.length !== 0) return undefined;
    if (!dims || axis === undefined || position === undefined) return undefined;
    const named = namedAxes(back, scope.constantOf(back.input[1]));
    const size = dims[axis] ?? 0;
    const first = position < 0 ? position + size : position;
    if (!named || axesAt(named, dims.length)?.join() !== `${axis}`) return undefined;
    if (first < 0 || first >= size) return undefined;
    const plan = sliced(input, dims, [{ axis, first, step: 1, count: 1 }], scope);
    return { plan, covers: [node, back], output };
  },
} as const satisfies Record<string, Pattern>;
