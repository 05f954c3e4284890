import { z } from 'zod';
import { constant, minus, named, times } from '@/lib/formula';
import { must } from '@/lib/invariant';
import { featureMap } from '@/lib/tensor/tensorType';
import { failed, INPUT, inferred, OUTPUT } from '../facts';
import { defineKind, SINGLE } from '../kind';
import { choice } from '../params';
import { isProblem, requireMap } from '../windowed';
import { asInput, meanOperations } from '../working';

/** One map of the mean, or of the largest value, of all channels at each position (CBAM's spatial gate). */
export const channelPool = defineKind({
  kind: 'channelPool',
  title: 'Channel pool',
  short: 'ChPool',
  group: 'Pooling',
  summary: 'Takes the mean or the maximum over the channels of each position.',
  arity: SINGLE,
  params: z.strictObject({ function: choice('Function', ['mean', 'max'], 'mean') }),
  infer({ function: name }, [source]) {
    const map = requireMap('Channel pool', source);
    if (isProblem(map)) return failed(map);
    const { channels, height, width } = map;
    return inferred(featureMap(1, height, width), {
      operations: (name === 'max' ? channels - 1 : channels) * height * width,
      saved: name === 'max' ? [INPUT, OUTPUT] : [],
    });
  },
  working: ({ function: name }, _facts, [source]) => {
    const type = must(source, 'input');
    const [channels = 0, height = 0, width = 0] = type.shape;
    return {
      outputs: [[{ formula: constant(1) }, asInput(type, 1), asInput(type, 2)]],
      operations:
        name === 'mean'
          ? meanOperations(type)
          : {
              formula: times(
                minus(named('channels', channels), constant(1)),
                named('height', height),
                named('width', width),
              ),
              words: 'One comparison for each channel after the first.',
            },
    };
  },
  digest: ({ function: name }) => name,
  emit: {
    keras: (params) => [{ name: 'channelPooling', args: params }],
    torch: ({ function: name }) => [
      { name: name === 'mean' ? 'torch.mean' : 'torch.amax', args: { dim: 1, keepdim: true } },
    ],
  },
});
