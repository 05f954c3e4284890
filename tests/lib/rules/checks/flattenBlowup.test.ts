import { must } from '@/lib/invariant';
import { imageNetwork } from '@/lib/templates/imageNetwork';
import { templateById } from '@/lib/templates/templates';
import { addSteps, chained, conv, dense, FLAT, MEAN, POOL, RELU } from '../../../support/chained';
import { ruleSuite } from '../../../support/ruleSuite';

ruleSuite('flatten-blowup', {
  fires: {
    'three quarters of VGG-16 in its first dense layer': {
      graph: must(templateById('vgg16'), 'vgg16').build(),
      says: [
        {
          level: 'advice',
          node: 'classifier.0',
          nodes: ['classifier.0', 'avgpool'],
          message:
            '“classifier.0” holds 102.8 M weights, 74 % of the network, because it reads all of the 7×7×512 map of “avgpool”.',
          threshold: 50,
          saving: {
            params: 100663296,
            macs: 100663296,
            note: 'With one mean for each of the 512 channels; the network has to be trained again.',
          },
          fix: 'Take the mean of each channel instead of “flatten”',
        },
      ],
    },
    'a dense layer behind flatten and dropout': {
      graph: chained(
        [32, 32, 64],
        'logits',
        conv(64),
        RELU,
        FLAT,
        ['dropout'],
        dense(64),
        RELU,
        dense(10),
      ),
      says: [
        {
          level: 'advice',
          node: 'fc1',
          nodes: ['fc1', 'act1'],
          message:
            '“fc1” holds 4.19 M weights, 99 % of the network, because it reads all of the 32×32×64 map of “act1”.',
          threshold: 50,
          saving: {
            params: 4190208,
            macs: 4190208,
            note: 'With one mean for each of the 64 channels; the network has to be trained again.',
          },
          fix: 'Take the mean of each channel instead of “flatten1”',
        },
      ],
      mended: chained(
        [32, 32, 64],
        'logits',
        conv(64),
        RELU,
        MEAN,
        ['dropout'],
        dense(64),
        RELU,
        dense(10),
      ),
    },
    'a flatten that others read too, and offers nothing': {
      graph: imageNetwork([32, 32, 64], 'logits', (net, image) => {
        const flat = addSteps(net, image, FLAT);
        net.add(
          'output',
          'raw',
          {},
          net.add('add', 'sum', {}, flat, addSteps(net, image, RELU, FLAT)),
        );
        return addSteps(net, flat, dense(32));
      }),
      says: [
        {
          level: 'advice',
          node: 'fc1',
          nodes: ['fc1', 'image'],
          message:
            '“fc1” holds 2.10 M weights, 100 % of the network, because it reads all of the 32×32×64 map of “image”.',
          threshold: 50,
          saving: {
            params: 2095104,
            macs: 2095104,
            note: 'With one mean for each of the 64 channels; the network has to be trained again.',
          },
        },
      ],
    },
  },
  quiet: {
    'a dense layer behind a mean': chained(
      [32, 32, 64],
      'logits',
      conv(64),
      RELU,
      MEAN,
      dense(1000),
    ),
    'a small network, where half of little is little': chained(
      [28, 28, 1],
      'logits',
      conv(8),
      RELU,
      FLAT,
      dense(100),
    ),
    'a large dense layer that reads a vector': chained(
      [8, 8, 16],
      'logits',
      MEAN,
      dense(1024),
      RELU,
      dense(2048),
    ),
    'a large dense layer in a larger network': chained(
      [16, 16, 64],
      'logits',
      conv(512, 3),
      RELU,
      conv(512, 3),
      RELU,
      POOL,
      conv(64, 3),
      RELU,
      FLAT,
      dense(300),
    ),
  },
});
