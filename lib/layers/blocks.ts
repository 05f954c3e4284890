import { choice, count } from './params';

/** What spaceToDepth and depthToSpace, which undo each other, can both be told. */
export const BLOCK_PARAMS = {
  block: count('Block', 2, 'Rows and columns of a block of pixels.'),
  order: choice(
    'Order',
    ['channels', 'positions'],
    'channels',
    'What changes slowest in the deep channels: the channel (PyTorch’s pixel shuffle), or the position in the block (TensorFlow, TResNet).',
  ),
} as const;

/** How the deep channels are numbered. */
export type BlockOrder = 'channels' | 'positions';
