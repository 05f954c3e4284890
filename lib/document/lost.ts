import type { LayerGraph } from '@/lib/graph/graph';
import type { Operation } from './operation';

/**
 * Whether discarded work came to nothing because what it was about is gone, so that its author has to
 * know. Where the document says already what it would have said, or a layer that is gone was moved or taken away,
 * there is nothing to tell. PROTOCOL P11.
 */
export function isLost(operation: Operation, graph: LayerGraph): boolean {
  switch (operation.type) {
    case 'setParams':
    case 'renameNode':
      return !graph.nodes.has(operation.id);
    case 'groupNodes':
      return operation.ids.length === 0
        ? !graph.groups.has(operation.group.id)
        : !operation.ids.some((id) => graph.nodes.has(id));
    default:
      return false;
  }
}
