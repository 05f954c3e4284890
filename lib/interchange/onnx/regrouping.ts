import type { NodeProto } from './onnx_pb';
import { dimsOf, type Scope, soleConsumer } from './scope';
import { reshapedBy, transposeOrder } from './translators/reshaping';

/** A map whose axes are dealt out along more of them, swapped, and put together again. */
export interface Regrouping {
  readonly input: string;
  readonly output: string;
  /** Dimensions of the map, and of what it is dealt out to. */
  readonly from: readonly number[];
  readonly dealt: readonly number[];
  /** The order in which the dealt axes stand after the swap, as `0,2,1,3,4`. */
  readonly order: string;
  /** What comes out when the swapped axes have these dimensions. */
  joined(swapped: readonly number[]): readonly number[] | undefined;
  readonly covers: readonly NodeProto[];
}

/** The regrouping of a map that begins with a reshape; undefined where what follows is something else. */
export function regroupingAt(node: NodeProto, scope: Scope): Regrouping | undefined {
  const [input = ''] = node.input;
  const from = dimsOf(scope, input);
  const swap = soleConsumer(scope, node.output[0]);
  const join = soleConsumer(scope, swap?.output[0]);
  const [output] = join?.output ?? [];
  if (from?.length !== 4 || swap?.opType !== 'Transpose' || join?.opType !== 'Reshape')
    return undefined;
  const dealt = reshapedBy(node, scope, from);
  const order = transposeOrder(swap, scope)?.join();
  if (!dealt || !order || !output) return undefined;
  const joined = (swapped: readonly number[]) => reshapedBy(join, scope, swapped);
  return { input, output, from, dealt, order, joined, covers: [node, swap, join] };
}
