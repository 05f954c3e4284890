/**
 * TensorFlow.js as types. The library itself is an argument of whatever computes with it, so that
 * only the training worker loads it. This is the one file of lib that may name the package.
 */
import type * as tensorflow from '@tensorflow/tfjs';

export type TensorFlow = typeof tensorflow;
export type Tensor = tensorflow.Tensor;
export type Tensor4D = tensorflow.Tensor4D;
export type Scalar = tensorflow.Scalar;
export type Variable = tensorflow.Variable;
export type NamedTensorMap = tensorflow.NamedTensorMap;
export type SymbolicTensor = tensorflow.SymbolicTensor;
export type Layer = tensorflow.layers.Layer;
export type LayersModel = tensorflow.LayersModel;
export type KernelFunction = tensorflow.KernelFunc;
/** A weight of a layer, which can be read and written. */
export type Weight = tensorflow.LayerVariable;
