import { ok, type Result } from '@/lib/result';
import { excerpt } from '../excerpt';
import { type ReadError, unread } from '../imported';
import type { NodeProto } from './onnx_pb';

/**
 * The operators that the outputs depend on, each after all that it reads, otherwise in the order of
 * the file. Refuses circles, and tensors that nothing makes.
 */
export function orderOperators(
  outputs: readonly string[],
  producers: ReadonlyMap<string, NodeProto>,
  given: ReadonlySet<string>,
  operators: ReadonlySet<NodeProto>,
): Result<readonly NodeProto[], ReadError> {
  const needed = neededBy(outputs, producers);
  const order: NodeProto[] = [];
  const placed = new Set<NodeProto>();
  const open = new Set<NodeProto>();
  for (const start of operators) {
    if (!needed.has(start)) continue;
    const path: { readonly node: NodeProto; next: number }[] = [{ node: start, next: 0 }];
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const { node } = top;
      if (placed.has(node)) {
        path.pop();
        continue;
      }
      open.add(node);
      const tensor = node.input[top.next++];
      if (tensor === undefined) {
        path.pop();
        open.delete(node);
        placed.add(node);
        order.push(node);
        continue;
      }
      if (tensor === '' || given.has(tensor)) continue;
      const producer = producers.get(tensor);
      if (!producer) return unread('DAMAGED', danglingSentence(node, tensor));
      if (open.has(producer)) return unread('CYCLE', cycleSentence(producer));
      if (!placed.has(producer)) path.push({ node: producer, next: 0 });
    }
  }
  return ok(order);
}

function neededBy(
  outputs: readonly string[],
  producers: ReadonlyMap<string, NodeProto>,
): ReadonlySet<NodeProto> {
  const needed = new Set<NodeProto>();
  const tensors = [...outputs];
  for (let tensor = tensors.pop(); tensor !== undefined; tensor = tensors.pop()) {
    const producer = producers.get(tensor);
    if (!producer || needed.has(producer)) continue;
    needed.add(producer);
    for (const input of producer.input) tensors.push(input);
  }
  return needed;
}

function danglingSentence(node: NodeProto, tensor: string): string {
  return `The file is damaged: ${labelOf(node)} reads “${excerpt(tensor)}”, which nothing in it makes.`;
}

function cycleSentence(node: NodeProto): string {
  return `The graph has a cycle at ${labelOf(node)}: it needs its own result.`;
}

function labelOf(node: NodeProto): string {
  return node.name
    ? `the operator “${excerpt(node.name)}” (${excerpt(node.opType)})`
    : `a ${excerpt(node.opType)} operator`;
}
