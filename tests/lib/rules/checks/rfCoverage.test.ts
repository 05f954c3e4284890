import { imageNetwork } from '@/lib/templates/imageNetwork';
import { addSteps, chained, conv, dense, FLAT, MEAN, RELU } from '../../../support/chained';
import { ruleSuite } from '../../../support/ruleSuite';

const THREE = [conv(8), RELU, conv(8), RELU, conv(8), RELU] as const;

ruleSuite('rf-coverage', {
  fires: {
    'a mean of units that see 7 pixels of 32': {
      graph: chained([32, 32, 3], 'logits', ...THREE, MEAN, dense(10)),
      says: [
        {
          level: 'advice',
          node: 'act3',
          nodes: ['act3', 'gap1'],
          message:
            'The units that “gap1” sums up see 7×7 pixels each, of images of 32: none of them sees an object that fills the image.',
          threshold: 100,
        },
      ],
    },
    'an average pool over the whole map, behind strided convolutions': {
      graph: chained(
        [64, 64, 3],
        'logits',
        conv(8, 3, { stride: [2, 2] }),
        RELU,
        conv(8, 3, { stride: [2, 2] }),
        RELU,
        ['avgPool2d', { kernel: [16, 16] }],
        FLAT,
        dense(10),
      ),
      says: [
        {
          level: 'advice',
          node: 'act2',
          nodes: ['act2', 'ap1'],
          message:
            'The units that “ap1” sums up see 7×7 pixels each, of images of 64: none of them sees an object that fills the image.',
          threshold: 100,
        },
      ],
    },
    'a field that is long enough along one axis only': {
      graph: chained(
        [16, 16, 3],
        'logits',
        ['conv2d', { filters: 8, kernel: [17, 3] }],
        MEAN,
        dense(10),
      ),
      says: [
        {
          level: 'advice',
          node: 'conv1',
          nodes: ['conv1', 'gap1'],
          message:
            'The units that “gap1” sums up see 17×3 pixels each, of images of 16: none of them sees an object that fills the image.',
          threshold: 100,
        },
      ],
    },
    'a field that a project wants to be larger than the image': {
      graph: chained([7, 7, 3], 'logits', ...THREE, MEAN, dense(10)),
      settings: { 'rf-coverage': { thresholds: { share: 150 } } },
      says: [
        {
          level: 'advice',
          node: 'act3',
          nodes: ['act3', 'gap1'],
          message:
            'The units that “gap1” sums up see 7×7 pixels each, of images of 7: none of them sees an object that fills the image.',
          threshold: 150,
        },
      ],
    },
  },
  quiet: {
    'units that see the whole image': chained([7, 7, 3], 'logits', ...THREE, MEAN, dense(10)),
    'a dense layer on the flattened map, which puts the parts together': chained(
      [32, 32, 3],
      'logits',
      ...THREE,
      FLAT,
      dense(10),
    ),
    'a network that answers with a map': chained([32, 32, 3], 'unspecified', ...THREE),
    'units that see everything through a gate': imageNetwork(
      [32, 32, 8],
      'logits',
      (net, image) => {
        const gate = addSteps(net, image, ['globalAvgPool2d'], conv(8, 1));
        return addSteps(net, net.add('multiply', 'gated', {}, image, gate), MEAN, dense(10));
      },
    ),
  },
});
