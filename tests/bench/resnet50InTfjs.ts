import * as tf from '@tensorflow/tfjs';

/**
 * ResNet-50 as people write it with tf.layers, to ask the model for its shapes and parameter
 * counts. Weights start as zeros, so that drawing random numbers is not part of the price.
 */
export function resnet50InTfjs(): tf.LayersModel {
  const image = tf.input({ shape: [224, 224, 3] });
  let map = relu(conv(padded(image, 3), 64, 7, 2));
  map = apply(tf.layers.maxPooling2d({ poolSize: 3, strides: 2 }), padded(map, 1));
  for (const [stage, depth] of [3, 4, 6, 3].entries())
    for (let index = 0; index < depth; index++)
      map = bottleneck(map, 64 * 2 ** stage, stage > 0 && index === 0 ? 2 : 1, index === 0);
  const features = apply(tf.layers.globalAveragePooling2d({}), map);
  const scores = apply(tf.layers.dense({ units: 1000, kernelInitializer: 'zeros' }), features);
  return tf.model({ inputs: image, outputs: scores });
}

function apply(layer: tf.layers.Layer, input: tf.SymbolicTensor | tf.SymbolicTensor[]) {
  return layer.apply(input) as tf.SymbolicTensor;
}

function padded(map: tf.SymbolicTensor, edge: number) {
  const padding: [[number, number], [number, number]] = [
    [edge, edge],
    [edge, edge],
  ];
  return apply(tf.layers.zeroPadding2d({ padding }), map);
}

function conv(map: tf.SymbolicTensor, filters: number, kernelSize: number, strides: number) {
  const layer = tf.layers.conv2d({
    filters,
    kernelSize,
    strides,
    useBias: false,
    kernelInitializer: 'zeros',
  });
  return apply(tf.layers.batchNormalization({}), apply(layer, map));
}

function relu(map: tf.SymbolicTensor) {
  return apply(tf.layers.activation({ activation: 'relu' }), map);
}

function bottleneck(map: tf.SymbolicTensor, width: number, stride: number, projected: boolean) {
  const squeezed = relu(conv(map, width, 1, 1));
  const seen = relu(conv(padded(squeezed, 1), width, 3, stride));
  const main = conv(seen, 4 * width, 1, 1);
  const shortcut = projected ? conv(map, 4 * width, 1, stride) : map;
  return relu(apply(tf.layers.add(), [main, shortcut]));
}
