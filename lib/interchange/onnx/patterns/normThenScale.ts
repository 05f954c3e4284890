import { dimsOf } from '../scope';
import type { Pattern } from '../translator';
import { translators } from '../translators/translators';
import { affineAfter } from './affineAfter';

/** A batch norm whose scale and shift stand behind it, as Caffe keeps them: one batch norm. */
export const normThenScale = {
  BatchNormalization: (node, scope) => {
    const dims = dimsOf(scope, node.input[0]);
    const [output = ''] = node.output;
    const affine = dims && affineAfter(scope, output, dims[1] ?? 0, dims.length - 1);
    if (!affine) return undefined;
    const plan = translators.BatchNormalization(node, scope);
    return { plan, covers: [node, ...affine.covers], output: affine.output };
  },
} as const satisfies Record<string, Pattern>;
