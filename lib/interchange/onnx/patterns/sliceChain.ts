import type { Stretch } from '../fold/slicing';
import type { NodeProto } from '../onnx_pb';
import { dimsOf, soleConsumer } from '../scope';
import type { Pattern } from '../translator';
import { sliced, sliceStretches } from '../translators/cutting';

const LONGEST_CHAIN = 16;

/** Slices one behind another, as exporters write one that cuts several axes: one slice. */
export const sliceChain = {
  Slice: (node, scope) => {
    const [input = ''] = node.input;
    const from = dimsOf(scope, input);
    if (!from) return undefined;
    const covers: NodeProto[] = [];
    const sizes = [...from];
    const cuts = new Map<number, Stretch>();
    let next: NodeProto | undefined = node;
    while (next?.opType === 'Slice' && covers.length < LONGEST_CHAIN) {
      const stretches = sliceStretches(next, scope, sizes);
      if (!stretches) break;
      for (const stretch of stretches) {
        const { axis } = stretch;
        cuts.set(axis, composed(cuts.get(axis), stretch));
        sizes[axis] = stretch.count;
      }
      covers.push(next);
      next = soleConsumer(scope, next.output[0]);
    }
    const output = covers.at(-1)?.output[0];
    if (covers.length < 2 || !output) return undefined;
    return { plan: sliced(input, from, [...cuts.values()], scope), covers, output };
  },
} as const satisfies Record<string, Pattern>;

/** What a stretch of a stretch reads. */
function composed(outer: Stretch | undefined, inner: Stretch): Stretch {
  if (!outer) return inner;
  return {
    axis: inner.axis,
    first: outer.first + inner.first * outer.step,
    step: outer.step * inner.step,
    count: inner.count,
  };
}
