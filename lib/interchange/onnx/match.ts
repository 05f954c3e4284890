import type { Plan } from '../plan';
import type { NodeProto } from './onnx_pb';

/** Several operators that are one layer together. */
export interface Match {
  readonly plan: Plan;
  /** The operators that the plan stands for, the first one included. */
  readonly covers: readonly NodeProto[];
  /** The tensor that the plan's only output is. */
  readonly output: string;
}
