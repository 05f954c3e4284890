import { field } from '../../json/jsonObject';
import { layer, opaque, type Plan } from '../../plan';
import { type KerasTranslator, type LayerCall, rankOf } from '../layerCall';
import { numbersAt, switchAt, textAt } from '../settings';
import { activationNamed } from './activation';
import { scaled } from './scaling';

/** Functions that are called on tensors beside the layers: of TensorFlow in Keras 2, of `keras.ops` in Keras 3. */
export const functions = {
  Divide: (call) => divide(call),
  TrueDivide: (call) => divide(call),
  Negative: (call) => scaled(call, { factor: -1 }),
  Mean: (call) => mean(call),
  Relu: (call) => activationNamed(call, 'relu'),
  Relu6: (call) => activationNamed(call, 'relu6'),
  Elu: (call) => activationNamed(call, 'elu'),
  Selu: (call) => activationNamed(call, 'selu'),
  Gelu: (call) => activationNamed(call, 'gelu'),
  Silu: (call) => activationNamed(call, 'silu'),
  HardSilu: (call) => activationNamed(call, 'hard_silu'),
  HardSigmoid: (call) => activationNamed(call, 'hard_sigmoid'),
  Sigmoid: (call) => activationNamed(call, 'sigmoid'),
  Tanh: (call) => activationNamed(call, 'tanh'),
  Softplus: (call) => activationNamed(call, 'softplus'),
} as const satisfies Record<string, KerasTranslator>;

/** Functions of TensorFlow, by the class that computes the same. */
const CLASSES: ReadonlyMap<string, string> = new Map([
  ['__operators__.add', 'Add'],
  ['__operators__.sub', 'Subtract'],
  ['__operators__.mul', 'Multiply'],
  ['__operators__.truediv', 'Divide'],
  ['__operators__.neg', 'Negative'],
  ['math.add', 'Add'],
  ['math.subtract', 'Subtract'],
  ['math.multiply', 'Multiply'],
  ['math.divide', 'Divide'],
  ['math.truediv', 'Divide'],
  ['math.negative', 'Negative'],
  ['math.maximum', 'Maximum'],
  ['math.minimum', 'Minimum'],
  ['math.reduce_mean', 'Mean'],
  ['math.sigmoid', 'Sigmoid'],
  ['math.tanh', 'Tanh'],
  ['math.softplus', 'Softplus'],
  ['nn.relu', 'Relu'],
  ['nn.relu6', 'Relu6'],
  ['nn.elu', 'Elu'],
  ['nn.selu', 'Selu'],
  ['nn.gelu', 'Gelu'],
  ['nn.silu', 'Silu'],
  ['nn.swish', 'Silu'],
  ['nn.sigmoid', 'Sigmoid'],
  ['nn.tanh', 'Tanh'],
  ['nn.softplus', 'Softplus'],
  ['identity', 'Identity'],
  ['stop_gradient', 'Identity'],
]);

/** The function that a layer of Keras 2 stands for; undefined for proper layers. */
export function functionName({ className, config }: LayerCall): string | undefined {
  if (className !== 'TFOpLambda' && className !== 'SlicingOpLambda') return undefined;
  const name = textAt(config, 'function') ?? textAt(config, 'name');
  return name && `tf.${name.replace(/^tf\./u, '')}`;
}

/** The class that does what the function of a layer does. */
export function functionClass(call: LayerCall): string | undefined {
  const name = functionName(call);
  return name === undefined ? undefined : CLASSES.get(name.slice('tf.'.length));
}

function divide(call: LayerCall): Plan {
  const [by] = call.constants;
  if (call.sources.length > 1) return opaque('It divides one tensor by another.');
  return by !== undefined && call.constants.length === 1 && !call.constantFirst && by !== 0
    ? scaled(call, { factor: 1 / by })
    : opaque('It does not divide by one fixed number.');
}

/** The mean over all rows and columns. */
function mean({ config, options, inputs: [type], sources, channelsFirst }: LayerCall): Plan {
  const settings = { ...config, ...options };
  const rank = rankOf(type) ?? 4;
  const axes = (numbersAt(settings, 'axis') ?? []).map((axis) => (axis < 0 ? axis + rank : axis));
  const wanted = channelsFirst ? [2, 3] : [1, 2];
  const fits = type?.layout === 'chw' && axes.toSorted((a, b) => a - b).join() === wanted.join();
  const keepMap = switchAt(settings, 'keepdims', false) || field(options, 'keep_dims') === true;
  return fits
    ? layer('globalAvgPool2d', { keepMap }, sources[0] ?? '')
    : opaque('It is not the mean of each channel over all positions.');
}
