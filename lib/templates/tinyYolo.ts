import type { GraphBuilder, ParamsInput, Tap } from './builder';
import { convNorm } from './convNorm';
import { imageNetwork } from './imageNetwork';
import type { Template } from './template';

const SLOPE = 0.1;
/** Filters of the convolutions that a pool follows. */
const POOLED = [16, 32, 64, 128, 256, 512];
/** Boxes of each cell, and what is said of each: four edges, whether there is something, and which of 20 classes. */
const BOXES = 5;
const EACH = 4 + 1 + 20;

/** Tiny YOLO, version 2, for the 20 classes of Pascal VOC. */
export const tinyYolo: Template = {
  id: 'tiny-yolo-v2',
  title: 'Tiny YOLO v2',
  summary:
    'Finds things of 20 classes in 13×13 cells at 200 images a second: nine convolutions and no branches.',
  note: 'Every cell says five boxes of 25 numbers. The last pool has stride 1 and keeps the map.',
  source:
    'Redmon, Farhadi: YOLO9000: Better, Faster, Stronger, arXiv 1612.08242, 2016; tiny-yolo-voc of Darknet.',
  build: () =>
    imageNetwork([416, 416, 3], 'unspecified', (net, image) => {
      let last = image;
      for (const [index, filters] of POOLED.entries()) {
        const number = index + 1;
        const halves = number < POOLED.length;
        last = net.group(`stage ${number}`, () => {
          const map = unit(net, number, filters, last);
          const pool: ParamsInput<'maxPool2d'> = halves ? {} : { stride: [1, 1], padding: 'same' };
          return net.add('maxPool2d', `pool${number}`, pool, map);
        });
      }
      return net.group('detection', () => {
        const map = unit(net, 8, 1024, unit(net, 7, 1024, last));
        return net.add('conv2d', 'conv9', { filters: BOXES * EACH, kernel: [1, 1] }, map);
      });
    }),
};

function unit(net: GraphBuilder, number: number, filters: number, from: Tap): Tap {
  const names = { conv: `conv${number}`, norm: `bn${number}` };
  const normed = convNorm(net, names, { filters }, from);
  const leaky = { function: 'leakyRelu', slope: SLOPE } as const;
  return net.add('activation', `leaky${number}`, leaky, normed);
}
