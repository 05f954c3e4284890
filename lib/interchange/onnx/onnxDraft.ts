import type { Draft } from '../draft';
import type { NodeProto } from './onnx_pb';

/** A layer that is being read in from operators. */
export interface OnnxDraft extends Draft {
  /** The operators that it stands for; none for an input or an output. */
  readonly nodes: readonly NodeProto[];
}
