import { z } from 'zod';
import { must } from '@/lib/invariant';
import { featureMap } from '@/lib/tensor/tensorType';
import { regionSpan } from '@/lib/tensor/window';
import { failed, INPUT, inferred } from '../facts';
import { defineKind, type Reach, SINGLE } from '../kind';
import { pair } from '../params';
import { isPair, isProblem, type MapSize, requireMap, torchPair } from '../windowed';
import { asInput, meanOperations, stated } from '../working';

/** Averages regions so that the output has a given size, whatever the input's. */
export const adaptiveAvgPool2d = defineKind({
  kind: 'adaptiveAvgPool2d',
  title: 'Adaptive average pool',
  short: 'AAP',
  group: 'Pooling',
  summary: 'Averages as many regions as the output has positions, whatever the input size.',
  arity: SINGLE,
  params: z.strictObject({ size: pair('Output size', [7, 7], 'Height × width of the output.') }),
  infer({ size }, [source]) {
    const map = requireMap('Adaptive average pool', source);
    if (isProblem(map)) return failed(map);
    return inferred(featureMap(map.channels, ...size), {
      reach: reachOf(map, size),
      operations: map.channels * map.height * map.width,
      saved: isPair(size, 1) ? [] : [INPUT],
    });
  },
  working: ({ size }, _facts, [source]) => {
    const type = must(source, 'input');
    return {
      outputs: [
        [asInput(type, 0), stated('output height', size[0]), stated('output width', size[1])],
      ],
      operations: meanOperations(type),
    };
  },
  digest: ({ size }) => `→ ${size.join('×')}`,
  emit: {
    keras: ({ size }) => [{ name: 'adaptiveAveragePooling2d', args: { outputSize: size } }],
    torch: ({ size }) => [{ name: 'nn.AdaptiveAvgPool2d', args: { output_size: torchPair(size) } }],
  },
});

function reachOf(map: MapSize, [rows, columns]: readonly [number, number]): Reach {
  if (rows === 1 && columns === 1) return { type: 'global' };
  if (rows === map.height && columns === map.width) return { type: 'pointwise' };
  return {
    type: 'span',
    height: regionSpan(map.height, rows),
    width: regionSpan(map.width, columns),
  };
}
