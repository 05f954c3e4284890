import type { LayerGraph, NodeId } from '@/lib/graph/graph';
import { err, type Result } from '@/lib/result';
import type { LintSettings } from '@/lib/rules/lintSettings';

/** A design that came from a file, with everything that a person should know about how it was read. */
export interface Imported {
  readonly graph: LayerGraph;
  readonly model: ImportedModel;
  /** Layers that stand for operators which were not understood, in the order of the file. */
  readonly opaque: readonly OpaqueLayer[];
  /** What people decided about the design rules, where the file says so. */
  readonly lint?: LintSettings;
  /** What was left out, assumed or read differently; full sentences. */
  readonly notes: readonly string[];
}

/** Where an imported design comes from. */
export type ImportedModel =
  | {
      readonly format: 'onnx';
      /** The graph's name in the file; may be empty. */
      readonly name: string;
      /** Program and version that wrote the file; may be empty. */
      readonly producer: string;
      readonly irVersion: number;
      /** Version of the standard operators that the file is written with. */
      readonly opset: number;
    }
  | {
      readonly format: 'keras';
      /** The model's name in the file; may be empty. */
      readonly name: string;
      /** Version of Keras or TensorFlow.js, and the program that converted the file. */
      readonly producer: string;
    }
  | { readonly format: 'layerboard'; readonly name: string };

/** An operator that no translator knew, or knew only with other parameters. */
export interface OpaqueLayer {
  readonly node: NodeId;
  readonly operator: string;
  /** A sentence that says what kept it from being understood. */
  readonly reason: string;
}

/**
 * Why a file could not be read.
 *
 * - `NOT_RECOGNISED`: no format that Layerboard reads
 * - `CUT_OFF`: the right format, but the end is missing
 * - `DAMAGED`: the right format, but bytes or names in it contradict each other
 * - `TOO_LARGE`: more operators, layers or arithmetic than Layerboard takes on
 * - `EMPTY`: a sound file in which nothing is computed
 * - `UNKNOWN_INPUT_SIZE`: the file leaves the size of an input open
 * - `CYCLE`: the graph runs in a circle
 * - `BAD_DESIGN`: a stored design that does not fit what Layerboard stores
 */
export type ReadErrorCode =
  | 'NOT_RECOGNISED'
  | 'CUT_OFF'
  | 'DAMAGED'
  | 'TOO_LARGE'
  | 'EMPTY'
  | 'UNKNOWN_INPUT_SIZE'
  | 'CYCLE'
  | 'BAD_DESIGN';

export interface ReadError {
  readonly code: ReadErrorCode;
  /** A sentence for people: what is wrong with the file and what was expected. */
  readonly message: string;
  /** With `UNKNOWN_INPUT_SIZE`: the input whose size has to be given. */
  readonly input?: OpenInput;
}

/** An input whose size the file does not fix. */
export interface OpenInput {
  readonly name: string;
  /** Sizes of one sample as the file states them: a number, the name of a symbol, or null for nothing. */
  readonly sizes: readonly (number | string | null)[];
}

/** A failed reading. */
export function unread(code: ReadErrorCode, message: string): Result<never, ReadError> {
  return err({ code, message });
}
