import { z } from 'zod';
import { must } from '@/lib/invariant';
import { describeType, type Layout, type TensorType } from '@/lib/tensor/tensorType';
import { listDigest } from '../digest';
import { failed, inferred } from '../facts';
import { defineKind, SINGLE } from '../kind';
import { integers } from '../params';
import { badParameter } from '../problems';
import { asInput } from '../working';

/** Reorders the axes of a sample. Channels first to channels last and back keep their meaning. A view. */
export const permute = defineKind({
  kind: 'permute',
  title: 'Permute',
  short: 'Permute',
  group: 'Shape',
  summary: 'Reorders the axes of the map.',
  arity: SINGLE,
  params: z.strictObject({
    order: integers('Order', [1, 2, 0], 'Old axis at each place; 0 is the first after the batch.'),
  }),
  infer({ order }, inputs) {
    const source = must(inputs[0], 'input');
    if (!isPermutation(order, source.shape.length)) {
      return failed(
        badParameter(
          'order',
          `The order ${listDigest(order, ', ')} does not name each of the ${source.shape.length} axes of ${describeType(source)} once.`,
        ),
      );
    }
    const layout = layoutAfter(source, order);
    const output: TensorType = { shape: order.map((axis) => source.shape[axis] ?? 0), layout };
    return inferred(output, {
      reach: layout === 'other' ? { type: 'unknown' } : { type: 'pointwise' },
      viewing: 'always',
    });
  },
  working: ({ order }, _facts, [source]) => ({
    outputs: [order.map((axis) => asInput(must(source, 'input'), axis))],
  }),
  digest: ({ order }) => listDigest(order, ', '),
  emit: {
    keras: ({ order }) => [{ name: 'permute', args: { order } }],
    torch: ({ order }) => [
      { name: 'torch.permute', args: { dims: [0, ...order.map((axis) => axis + 1)] } },
    ],
  },
});

function isPermutation(order: readonly number[], rank: number): boolean {
  return (
    order.length === rank && new Set(order).size === rank && order.every((a) => a >= 0 && a < rank)
  );
}

function layoutAfter(source: TensorType, order: readonly number[]): Layout {
  if (order.every((axis, place) => axis === place)) return source.layout;
  const key = order.join();
  if (source.layout === 'chw' && key === '1,2,0') return 'hwc';
  if (source.layout === 'hwc' && key === '2,0,1') return 'chw';
  return 'other';
}
