import { describe, expect, it } from 'vitest';
import { analyse } from '@/lib/analysis/analyse';
import { totalsOf } from '@/lib/analysis/cost';
import { templateById } from '@/lib/templates/templates';
import { analysisRows, type Row, readTruth, truthRows } from '@/tests/support/truth';

/** What a layer is by itself, wherever it stands. */
function own({ shape, params, buffers, macs }: Row) {
  return { shape, params, buffers, macs };
}

function blockOf(id: string) {
  const graph = templateById(id)?.build();
  if (!graph) throw new Error(`no template ${id}`);
  return analyse(graph);
}

const projection = blockOf('residual-projection');
const zeroPad = blockOf('residual-zero-pad');

/** The layers of a measured network from one to another, both included. */
function stretch(model: string, first: string, last: string): readonly Row[] {
  const truth = readTruth(model);
  const names = truth.nodes.map(({ name }) => name);
  return truthRows(truth).slice(names.indexOf(first), names.indexOf(last) + 1);
}

describe('residual shortcuts', () => {
  it('[L2] [L7] a projection costs what PyTorch counts in the same block of ResNet-18', () => {
    const measured = stretch('resnet18', 'layer2_0_conv1', 'layer2_0_relu_1');
    expect(analysisRows(projection).slice(1, -1).map(own)).toEqual(measured.map(own));
  });

  it('[L9] [L10] zero padding costs nothing, and is a slice and a pad as in ResNet-20', () => {
    const shortcut = analysisRows(zeroPad).slice(6, 8);
    const measured = stretch('resnet20_cifar', 'getitem', 'pad');
    const cost = ({ params, buffers, macs }: Row) => ({ params, buffers, macs });
    expect(shortcut.map(cost)).toEqual(measured.map(cost));
    expect(shortcut.map(({ shape }) => shape)).toEqual([
      [1, 64, 28, 28],
      [1, 128, 28, 28],
    ]);
  });

  it('the two blocks differ by the projection and its norm alone', () => {
    const down = stretch('resnet18', 'layer2_0_downsample_0', 'layer2_0_downsample_1');
    const params = down.reduce((sum, row) => sum + row.params, 0);
    const macs = down.reduce((sum, row) => sum + (row.macs ?? 0), 0);
    const [a, b] = [totalsOf(projection), totalsOf(zeroPad)];
    expect({ params: a.params - b.params, macs: a.macs - b.macs }).toEqual({ params, macs });
    expect(params).toBe(8448);
  });
});
