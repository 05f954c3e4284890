import type { Plan } from '../plan';
import type { Match } from './match';
import type { NodeProto } from './onnx_pb';
import type { Scope } from './scope';

/** Says what layers an operator becomes. */
export type Translator = (node: NodeProto, scope: Scope) => Plan;

/** Recognises operators that are one layer together, beginning with the one that runs first. */
export type Pattern = (node: NodeProto, scope: Scope) => Match | undefined;
