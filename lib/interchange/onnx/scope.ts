import type { TensorType } from '@/lib/tensor/tensorType';
import type { Constant } from './constant';
import type { NodeProto } from './onnx_pb';

/** What a translator may ask about the graph around an operator. */
export interface Scope {
  /** Version of the standard operators. */
  readonly opset: number;
  /** Samples that the file's shapes are written for; 1 where it leaves them open. */
  readonly batch: number;
  /** Whether a tensor depends on the network's inputs. */
  isActivation(tensor: string | undefined): boolean;
  /** The type of an activation, without the batch; undefined where it is not known. */
  typeOf(tensor: string | undefined): TensorType | undefined;
  /** A tensor that does not depend on the network's inputs; undefined for one that does. */
  constantOf(tensor: string | undefined): Constant | undefined;
  /** Sizes of one sample of a tensor, as the file states them; undefined when it does not state them all. */
  declaredOf(tensor: string | undefined): readonly number[] | undefined;
  /** The operator that makes a tensor; undefined for inputs and stored values. */
  producerOf(tensor: string): NodeProto | undefined;
  consumersOf(tensor: string): readonly NodeProto[];
  /** Whether a tensor is one of the network's outputs. */
  isOutput(tensor: string): boolean;
}

/** The full sizes of an activation, batch included; undefined where they are not known. */
export function dimsOf(scope: Scope, tensor: string | undefined): readonly number[] | undefined {
  const type = scope.typeOf(tensor);
  return type && [scope.batch, ...type.shape];
}

/** The only operator that reads a tensor; undefined when there are several, or when it is an output too. */
export function soleConsumer(scope: Scope, tensor: string | undefined): NodeProto | undefined {
  if (!tensor || scope.isOutput(tensor)) return undefined;
  const consumers = scope.consumersOf(tensor);
  return consumers.length === 1 ? consumers[0] : undefined;
}
