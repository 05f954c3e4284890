import type { z } from 'zod';
import type {
  Edge,
  EdgeId,
  Group,
  GroupId,
  LayerGraph,
  LayerNode,
  NodeId,
  Point,
  Settings,
} from '@/lib/graph/graph';

/** A JSON value, as parameters are sent. */
export type Json = z.core.util.JSONType;

/** Every way in which a document can change. PROTOCOL P5 tells each one's meaning. */
export type Operation =
  | { readonly type: 'addNode'; readonly node: LayerNode }
  | { readonly type: 'removeNodes'; readonly ids: readonly NodeId[] }
  | { readonly type: 'moveNodes'; readonly moves: readonly Move[] }
  | {
      readonly type: 'setParams';
      readonly id: NodeId;
      readonly params: Readonly<Record<string, Json>>;
    }
  | { readonly type: 'renameNode'; readonly id: NodeId; readonly name: string }
  | { readonly type: 'connect'; readonly edge: Edge }
  | { readonly type: 'disconnect'; readonly ids: readonly EdgeId[] }
  | {
      readonly type: 'groupNodes';
      readonly group: Group;
      readonly ids: readonly NodeId[];
      /** The layers join, and where the group is there already it keeps the name that it has. */
      readonly keepName?: true | undefined;
    }
  | { readonly type: 'ungroup'; readonly id: GroupId; readonly ids?: readonly NodeId[] | undefined }
  | { readonly type: 'setSettings'; readonly settings: SettingsPatch };

export interface Move {
  readonly id: NodeId;
  readonly position: Point;
}

export type SettingsPatch = { readonly [K in keyof Settings]?: Settings[K] | undefined };

export type OperationName = Operation['type'];

export type OperationOf<T extends OperationName> = Extract<Operation, { readonly type: T }>;

/** Why an operation cannot be done. A closed list; PROTOCOL P7. */
export const REFUSAL_CODES = [
  'MALFORMED',
  'DUPLICATE_ID',
  'NO_SUCH_NODE',
  'NO_SUCH_GROUP',
  'NO_SUCH_PARAM',
  'BAD_PARAM',
  'NO_SUCH_PORT',
  'NO_SUCH_SLOT',
  'SLOT_TAKEN',
  'DUPLICATE_WIRE',
  'SELF_LOOP',
  'CYCLE',
  'TOO_LARGE',
] as const;

export type RefusalCode = (typeof REFUSAL_CODES)[number];

/**
 * What came of an operation on a document.
 *
 * - `applied`: the new document. `effective` is the operation as it took effect, which differs from
 *   what was asked where part of it no longer made sense; `inverse` undoes it, in order.
 * - `void`: nothing was left to do (the layer is gone, the value is there already).
 * - `refused`: it would break the document; nothing changed.
 */
export type Applied<Op> =
  | {
      readonly outcome: 'applied';
      readonly graph: LayerGraph;
      readonly effective: Op;
      readonly inverse: readonly Operation[];
    }
  | { readonly outcome: 'void'; readonly message: string }
  | { readonly outcome: 'refused'; readonly code: RefusalCode; readonly message: string };

/** One way in which a document can change. */
export interface OperationType<T extends OperationName> {
  readonly type: T;
  readonly schema: z.ZodObject & z.ZodType<OperationOf<T>>;
  /** Pure, and the same in the browser, on the server and in the tests. Never throws for what people do. */
  apply(graph: LayerGraph, operation: OperationOf<T>): Applied<OperationOf<T>>;
}

/** Ties the function to the operation it carries out; returns it unchanged. */
export function defineOperation<T extends OperationName>(
  operation: OperationType<T>,
): OperationType<T> {
  return operation;
}

export function nothingToDo(message: string): Applied<never> {
  return { outcome: 'void', message };
}

export function refused(code: RefusalCode, message: string): Applied<never> {
  return { outcome: 'refused', code, message };
}
