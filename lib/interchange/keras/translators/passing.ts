import { layer, noted, type Plan, same } from '../../plan';
import type { KerasTranslator, LayerCall } from '../layerCall';
import { numberAt } from '../settings';
import { scaled } from './scaling';

/** Layers that pass values on when the model is used: noise, augmentation, preparation of pixels. */
export const passing = {
  Dropout: (call) => dropout(call, false),
  SpatialDropout2D: (call) => dropout(call, true),
  FixedDropout: (call) => dropout(call, false),
  GaussianDropout: (call) => dropout(call, false),
  AlphaDropout: (call) => dropout(call, false),
  GaussianNoise: (call) => onlyInTraining(call),
  StochasticDepth: (call) => onlyInTraining(call),
  DropConnect: (call) => onlyInTraining(call),
  ActivityRegularization: (call) => onlyInTraining(call),
  RandomFlip: (call) => onlyInTraining(call),
  RandomRotation: (call) => onlyInTraining(call),
  RandomTranslation: (call) => onlyInTraining(call),
  RandomZoom: (call) => onlyInTraining(call),
  RandomContrast: (call) => onlyInTraining(call),
  RandomBrightness: (call) => onlyInTraining(call),
  Identity: ({ sources: [source = ''] }) => layer('identity', {}, source),
  InputLayer: ({ sources: [source = ''] }) => same(source),
  Rescaling: (call) => rescaling(call),
  Normalization: ({ sources: [source = ''] }) =>
    noted(
      same(source),
      'A normalisation of pixels by the mean and variance of the training images is left out: it learns nothing.',
    ),
} as const satisfies Record<string, KerasTranslator>;

/** Pixels are scaled by one number each; with one for each channel (EfficientNet on ImageNet), they are left as they are. */
function rescaling(call: LayerCall): Plan {
  const [factor, offset = 0] = [numberAt(call.config, 'scale'), numberAt(call.config, 'offset')];
  return factor === undefined
    ? noted(
        same(call.sources[0] ?? ''),
        'A rescaling of pixels by a number for each channel is left out: it learns nothing.',
      )
    : scaled(call, { factor, offset });
}

function dropout({ config, sources }: LayerCall, channels: boolean): Plan {
  return layer('dropout', { rate: numberAt(config, 'rate') ?? 0.5, channels }, sources[0] ?? '');
}

function onlyInTraining({ className, sources }: LayerCall): Plan {
  const note = `${className} only works in training: it is shown as an identity.`;
  return noted(layer('identity', {}, sources[0] ?? ''), note);
}
