import type { KindName, Layer } from '@/lib/layers/catalogue';

export type NodeId = string;
export type EdgeId = string;
export type GroupId = string;

/** Place of a node's top left corner on the canvas, in canvas pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** What an imported node was called in the file it comes from. */
export interface Origin {
  readonly operators: readonly string[];
  /** Names of the tensors that the node produces, one for each output port. */
  readonly tensors: readonly string[];
}

interface NodeFrame {
  readonly id: NodeId;
  /** What people call the layer. Need not be unique. */
  readonly name: string;
  readonly position: Point;
  readonly group: GroupId | null;
  readonly origin: Origin | null;
}

/** A layer in its place. */
export type LayerNode<K extends KindName = KindName> = NodeFrame & Layer<K>;

/** A wire from an output port to an input slot. The order of slots matters where inputs are joined. */
export interface Edge {
  readonly id: EdgeId;
  readonly source: NodeId;
  readonly port: number;
  readonly target: NodeId;
  readonly slot: number;
}

/** Nodes that belong together: a block. */
export interface Group {
  readonly id: GroupId;
  readonly name: string;
}

/** A design as it is drawn: values only, nothing computed. Maps keep the order in which things were added. */
export interface LayerGraph {
  readonly nodes: ReadonlyMap<NodeId, LayerNode>;
  readonly edges: ReadonlyMap<EdgeId, Edge>;
  readonly groups: ReadonlyMap<GroupId, Group>;
  readonly settings: Settings;
}

export const PRECISIONS = ['fp32', 'fp16', 'bf16', 'mixed'] as const;
export type Precision = (typeof PRECISIONS)[number];

export const OPTIMIZERS = ['sgd', 'momentum', 'adam', 'adamw', 'rmsprop'] as const;
export type Optimizer = (typeof OPTIMIZERS)[number];

export const FIELD_CONVENTIONS = ['exact', 'classroom'] as const;
export type FieldConvention = (typeof FIELD_CONVENTIONS)[number];

/** What the team assumes when it reads the numbers of a design. */
export interface Settings {
  /** Samples in a training batch. */
  readonly batch: number;
  readonly precision: Precision;
  readonly optimizer: Optimizer;
  readonly field: FieldConvention;
}

export const DEFAULT_SETTINGS: Settings = {
  batch: 32,
  precision: 'fp32',
  optimizer: 'adam',
  field: 'exact',
};

export const EMPTY_GRAPH: LayerGraph = {
  nodes: new Map(),
  edges: new Map(),
  groups: new Map(),
  settings: DEFAULT_SETTINGS,
};
