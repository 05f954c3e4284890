import { z } from 'zod';
import type { LayerGraph } from '@/lib/graph/graph';
import { describeIssue } from '@/lib/graph/stored';
import { err, ok, type Result } from '@/lib/result';
import type { Applied, Operation, OperationName, OperationType } from './operation';
import { addNode } from './operations/addNode';
import { connect } from './operations/connect';
import { disconnect } from './operations/disconnect';
import { groupNodes } from './operations/groupNodes';
import { moveNodes } from './operations/moveNodes';
import { removeNodes } from './operations/removeNodes';
import { renameNode } from './operations/renameNode';
import { setParams } from './operations/setParams';
import { setSettings } from './operations/setSettings';
import { ungroup } from './operations/ungroup';

/** Every way in which a document can change. */
export const operations = {
  addNode,
  removeNodes,
  moveNodes,
  setParams,
  renameNode,
  connect,
  disconnect,
  groupNodes,
  ungroup,
  setSettings,
} as const satisfies { readonly [T in OperationName]: OperationType<T> };

/**
 * Version of the operations on the wire and in the log.
 *
 * - 1: the ten operations above
 * - 2: layers of the kind affine, batch norms with a scale or a shift alone, presence with a view and a field
 * - 3: layers of the kinds combine, depthToSpace, globalResponseNorm, prelu, scale and spaceToDepth; the activations mish,
 *   selu, softplus and hardSigmoidKeras2
 * - 4: layers of the kinds stdConv2d, blurPool2d, channelPool and radixSoftmax
 * - 5: a block takes another name without naming its layers
 * - 6: layers join a block without naming it
 * - 7: presence in a field of a block or of the design, and whose turn it is there
 */
export const PROTOCOL_VERSION = 7;

/** The one reducer: what an operation makes of a document. Pure; the same everywhere. */
export function applyOperation(graph: LayerGraph, operation: Operation): Applied<Operation> {
  const { apply } = operations[operation.type] as {
    apply(graph: LayerGraph, operation: Operation): Applied<Operation>;
  };
  return apply(graph, operation);
}

const operationSchema = z.discriminatedUnion('type', [
  addNode.schema,
  removeNodes.schema,
  moveNodes.schema,
  setParams.schema,
  renameNode.schema,
  connect.schema,
  disconnect.schema,
  groupNodes.schema,
  ungroup.schema,
  setSettings.schema,
]);

/** Reads an operation that may come from anywhere; the error is a sentence. */
export function readOperation(value: unknown): Result<Operation, string> {
  const parsed = operationSchema.safeParse(value);
  return parsed.success ? ok(parsed.data) : err(describeIssue(parsed.error));
}
