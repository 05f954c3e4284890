import { must } from '@/lib/invariant';
import { templateById } from '@/lib/templates/templates';
import { chained, conv, RELU, type Step } from '../../../support/chained';
import { withImage } from '../../../support/changed';
import { ruleSuite } from '../../../support/ruleSuite';

const convs = (count: number): readonly Step[] =>
  Array.from({ length: count }, () => [conv(8), RELU]).flat();

function template(id: string) {
  return must(templateById(id), id).build();
}

ruleSuite('rf-unproductive', {
  fires: {
    'layers behind the one that sees all of a small image': {
      graph: chained([9, 9, 3], 'unspecified', ...convs(8)),
      says: [
        {
          level: 'advice',
          nodes: ['conv5', 'conv6', 'conv7', 'conv8'],
          message:
            'From “conv5” on, 4 of 8 convolutions (50 %) read maps whose units see all of the 9 pixels already: larger images, less downsampling or fewer layers would use them better.',
          threshold: 25,
        },
      ],
    },
    'ResNet-18 on images of 32 pixels': {
      graph: withImage([32, 32], template('resnet18')),
      says: [
        {
          level: 'advice',
          nodes: [
            'layer1.1.conv2',
            'layer2.0.conv1',
            'layer2.0.conv2',
            'layer2.1.conv1',
            'layer2.1.conv2',
            'layer3.0.conv1',
            'layer3.0.conv2',
            'layer3.1.conv1',
            'layer3.1.conv2',
            'layer4.0.conv1',
            'layer4.0.conv2',
            'layer4.1.conv1',
            'layer4.1.conv2',
          ],
          message:
            'From “layer1.1.conv2” on, 13 of 17 convolutions (76 %) read maps whose units see all of the 32 pixels already: larger images, less downsampling or fewer layers would use them better.',
          threshold: 25,
        },
      ],
    },
    'a single layer where a project allows none': {
      graph: chained([9, 9, 3], 'unspecified', ...convs(5)),
      settings: { 'rf-unproductive': { thresholds: { share: 0 } } },
      says: [
        {
          level: 'advice',
          nodes: ['conv5'],
          message:
            'From “conv5” on, 1 of 5 convolutions (20 %) read maps whose units see all of the 9 pixels already: larger images, less downsampling or fewer layers would use them better.',
          threshold: 0,
        },
      ],
    },
  },
  quiet: {
    'ResNet-18 on the images it was made for': template('resnet18'),
    'a network that sees the image at its end': chained([9, 9, 3], 'unspecified', ...convs(5)),
    '1×1 convolutions, which look nowhere': chained(
      [9, 9, 3],
      'unspecified',
      ...convs(4),
      conv(8, 1),
      RELU,
      conv(8, 1),
      RELU,
      conv(8, 1),
    ),
  },
});
