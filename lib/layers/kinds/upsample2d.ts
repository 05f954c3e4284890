import { z } from 'zod';
import { floor, named, times } from '@/lib/formula';
import { must } from '@/lib/invariant';
import { featureMap } from '@/lib/tensor/tensorType';
import { LONGEST_PATTERN, patternLength, resampleSpan } from '@/lib/tensor/window';
import { elementwise, failed, inferred } from '../facts';
import { defineKind, type Reach, type Reckoning, SINGLE } from '../kind';
import { choice, scalePair } from '../params';
import { badParameter } from '../problems';
import { isProblem, type MapSize, requireMap, torchPair } from '../windowed';
import { asInput, perValue } from '../working';

const MODES = ['nearest', 'bilinear'] as const;

/** Makes a map larger (or smaller) by reading between its positions; nothing is learned. */
export const upsample2d = defineKind({
  kind: 'upsample2d',
  title: 'Upsample 2D',
  short: 'Up',
  group: 'Shape',
  summary: 'Resizes the map by copying or blending neighbours.',
  arity: SINGLE,
  params: z.strictObject({
    factor: scalePair('Factor', [2, 2], 'Output size = floor(input size × factor).'),
    mode: choice('Mode', MODES, 'nearest'),
  }),
  infer({ factor, mode }, [source]) {
    const map = requireMap('Upsample 2D', source);
    if (isProblem(map)) return failed(map);
    const rows = Math.floor(map.height * factor[0]);
    const columns = Math.floor(map.width * factor[1]);
    if (rows < 1 || columns < 1) {
      return failed(
        badParameter(
          'factor',
          `A factor of ${factor.join('×')} leaves nothing of ${map.height}×${map.width}.`,
        ),
      );
    }
    const output = featureMap(map.channels, rows, columns);
    return inferred(output, {
      reach: reachOf(map, rows, columns, mode),
      operations: mode === 'nearest' ? 0 : elementwise(output, 8),
    });
  },
  working: ({ factor, mode }, { outputs }, [source]) => {
    const type = must(source, 'input');
    const scaled = (axis: 1 | 2): Reckoning => ({
      formula: floor(
        times(
          named(axis === 1 ? 'height' : 'width', type.shape[axis] ?? 0),
          named('factor', factor[axis - 1] ?? 1),
        ),
      ),
    });
    const sizes = [[asInput(type, 0), scaled(1), scaled(2)]];
    if (mode === 'nearest') return { outputs: sizes };
    const blending = 'Four neighbours are weighed and added: 8.';
    return { outputs: sizes, operations: perValue(8, must(outputs[0], 'output'), blending) };
  },
  digest: ({ factor, mode }) => `×${torchPair(factor).toString().replace(',', '×')} ${mode}`,
  emit: {
    keras: ({ factor, mode }) => [
      { name: 'upSampling2d', args: { size: factor, interpolation: mode } },
    ],
    torch: ({ factor, mode }) => [
      { name: 'nn.Upsample', args: { scale_factor: torchPair(factor), mode } },
    ],
  },
});

/** Not known where the ratio of the sizes makes almost every unit differ from every other. */
function reachOf(map: MapSize, rows: number, columns: number, mode: (typeof MODES)[number]): Reach {
  const longest = Math.max(patternLength(map.height, rows), patternLength(map.width, columns));
  if (longest > LONGEST_PATTERN) return { type: 'unknown' };
  return {
    type: 'span',
    height: resampleSpan(map.height, rows, mode),
    width: resampleSpan(map.width, columns, mode),
  };
}
