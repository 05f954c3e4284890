import { MULTIPLE, widthsOf } from '../channelWidths';
import { defineRule } from '../rule';
import { agree, counted, joined } from '../wording';

/** Channel counts that leave matrix units idle. */
export const channelMultiple = defineRule({
  id: 'channel-multiple',
  title: 'Channels not a multiple of 8',
  level: 'advice',
  sentence:
    'Convolutions have a multiple of 8 filters, which is what the matrix units of GPUs work on in half precision. One finding for the whole design; the last layer answers with as many as there are classes.',
  source: {
    says: 'Choose the numbers of input and output channels to be divisible by 8 (in half precision) to run efficiently on tensor cores.',
    reference: 'NVIDIA, Convolutional Layers User’s Guide',
    link: 'https://docs.nvidia.com/deeplearning/performance/dl-performance-convolutional/index.html',
  },
  thresholds: {
    multiple: { label: 'Filters are a multiple of', value: MULTIPLE, unit: 'channels' },
  },
  check(context, { multiple }) {
    const odd = widthsOf(context).filter(({ filters }) => filters % multiple.value !== 0);
    if (odd.length === 0) return [];
    const counts = [...new Set(odd.map(({ filters }) => `${filters}`))];
    return [
      {
        nodes: odd.map(({ layer }) => layer.node.id),
        message: `${counted(odd.length, 'convolution')} ${agree(odd.length, 'has', 'have')} a number of filters that is no multiple of ${multiple.value}: ${joined(counts)}. Matrix units round up and multiply zeros.`,
        threshold: multiple,
      },
    ];
  },
});
