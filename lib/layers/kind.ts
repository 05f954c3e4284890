import type { z } from 'zod';
import type { Formula } from '@/lib/formula';
import type { TensorType } from '@/lib/tensor/tensorType';
import type { Rounding, Span, Window } from '@/lib/tensor/window';

/** Where the palette shows a kind. The order is the palette's order. */
export const PALETTE_GROUPS = [
  'Ports',
  'Convolution',
  'Pooling',
  'Dense',
  'Normalisation',
  'Activation',
  'Join',
  'Shape',
  'Other',
] as const;

export type PaletteGroup = (typeof PALETTE_GROUPS)[number];

/** What is wrong with a node, said once, where it is wrong. */
export interface Problem {
  readonly code: ProblemCode;
  /** A sentence that names the offending value and what was expected. */
  readonly message: string;
  /** The parameter to look at, where the problem lies in one. */
  readonly param?: string;
  /** The input that brings the trouble, where it is one: its place among the wires that are there. */
  readonly slot?: number;
}

export type ProblemCode =
  | 'missing-input'
  | 'cycle'
  | 'wrong-rank'
  | 'channel-mismatch'
  | 'size-mismatch'
  | 'too-small'
  | 'too-large'
  | 'not-divisible'
  | 'bad-parameter'
  | 'misaligned';

/**
 * How far one unit of the output looks back into the inputs, per spatial axis.
 *
 * - `pointwise`: each unit reads the same position of every input
 * - `window`: a sliding window; `pooling` tells windows that summarise from windows that weigh
 * - `span`: any other regular pattern (transposed windows, resampling, adaptive regions)
 * - `global`: every unit reads all positions
 * - `unknown`: not known, and nothing after it can know either
 */
export type Reach =
  | { readonly type: 'pointwise' }
  | {
      readonly type: 'window';
      readonly height: Window;
      readonly width: Window;
      readonly pooling: boolean;
      readonly rounding: Rounding;
    }
  | { readonly type: 'span'; readonly height: Span; readonly width: Span }
  | { readonly type: 'global' }
  | { readonly type: 'unknown' };

/** One stored array of a layer: a parameter when trainable, a buffer when not. */
export interface WeightSpec {
  readonly name: string;
  readonly shape: readonly number[];
  readonly trainable: boolean;
  /** `activation` follows the precision setting; counters stay whole numbers. */
  readonly dtype: 'activation' | 'int64';
}

/**
 * What a layer keeps from the forward pass until its backward pass has run.
 * Inputs and outputs are shared with the neighbours that keep them too; `own` is not.
 * `elements` counts one sample when `perSample`, the whole batch otherwise.
 */
export type Saved =
  | { readonly of: 'input'; readonly slot: number }
  | { readonly of: 'output' }
  | {
      readonly of: 'own';
      readonly what: 'mask' | 'indices' | 'statistics';
      readonly elements: number;
      readonly perSample: boolean;
      readonly dtype: 'bool' | 'int64' | 'float32';
    };

/** Whether the output is a view of the first input, without storage of its own. */
export type Viewing = 'never' | 'inference' | 'always';

/** Everything the rest of the house needs to know about one layer at one place; all counts are for one sample. */
export interface Facts {
  /** Type of each output port; undefined where it is not known. */
  readonly outputs: readonly (TensorType | undefined)[];
  readonly reach: Reach;
  readonly weights: readonly WeightSpec[];
  /** Multiply-accumulates of convolutions and linear maps; undefined where not known. SPEC L5. */
  readonly macs: number | undefined;
  /** Every arithmetic operation, a multiply-accumulate counted as two; undefined where not known. SPEC L6. */
  readonly operations: number | undefined;
  readonly saved: readonly Saved[];
  readonly viewing: Viewing;
}

export type Inferred =
  | { readonly ok: true; readonly facts: Facts }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** One number of a layer, as it is worked out, and the convention behind it in words. */
export interface Reckoning {
  readonly formula: Formula;
  /** One or more full sentences; none where the formula says everything. */
  readonly words?: string;
}

/**
 * How a layer's numbers come about, for people to check. It says nothing that `infer` does not:
 * every formula comes to what the facts hold. SPEC L12.
 */
export interface Working {
  /** The size of every axis of every output, in the order of the shape; empty where it is not known. */
  readonly outputs: readonly (readonly Reckoning[])[];
  /** What the axes of each weight are, by the name of the weight. */
  readonly weightAxes?: Readonly<Record<string, readonly string[]>>;
  /** Missing where a layer has no multiply-accumulates, or where they are not known. */
  readonly macs?: Reckoning;
  /** Missing where a layer does no arithmetic, or where it is not known. */
  readonly operations?: Reckoning;
}

/** A call in another framework: the constructor's name and its arguments, as plain data. */
export interface Call {
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** What a layer is called in each target; a layer that needs several calls lists them in order. */
export interface Emit<P> {
  /** Keras / tfjs layers, arguments in tfjs' camel case, data channels last. */
  keras(params: P, facts: Facts, inputs: readonly TensorType[]): readonly Call[];
  /** PyTorch modules (`Conv2d`) or functions (`torch.cat`), arguments in Python's names. */
  torch(params: P, facts: Facts, inputs: readonly TensorType[]): readonly Call[];
}

/** How many wires a kind takes. A join takes any number from `min` on. */
export interface Arity {
  readonly min: number;
  readonly max: number;
}

/** One kind of layer: what it can be told, and the facts that follow. */
export interface LayerKind<K extends string, S extends z.ZodObject> {
  readonly kind: K;
  readonly title: string;
  /** The abbreviation that people write on a board. */
  readonly short: string;
  readonly group: PaletteGroup;
  /** One sentence for the palette and the inspector. */
  readonly summary: string;
  readonly arity: Arity;
  readonly params: S;
  /** Names of the output ports; one port unless the kind says otherwise. */
  ports?(params: z.output<S>): readonly string[];
  infer(params: z.output<S>, inputs: readonly TensorType[]): Inferred;
  /** How the numbers of the facts come about; asked for on demand, never in a pass. */
  working(params: z.output<S>, facts: Facts, inputs: readonly TensorType[]): Working;
  /** The parameters a reader wants to see on the canvas, in a few characters. */
  digest(params: z.output<S>): string;
  readonly emit: Emit<z.output<S>>;
}

export const SINGLE: Arity = { min: 1, max: 1 };
export const JOIN: Arity = { min: 2, max: Number.POSITIVE_INFINITY };

/** Ties a kind's functions to its parameter schema; returns it unchanged. */
export function defineKind<K extends string, S extends z.ZodObject>(
  kind: LayerKind<K, S>,
): LayerKind<K, S> {
  return kind;
}
