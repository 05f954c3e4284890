import { describe, expect, it } from 'vitest';
import { expectedUse, OVERHEAD } from '@/lib/analysis/expectedUse';
import { DEVICES, fitOn } from '@/lib/analysis/hardware';
import { trainingMemory } from '@/lib/analysis/trainingMemory';
import { DEFAULT_SETTINGS } from '@/lib/graph/graph';
import { must } from '@/lib/invariant';
import {
  adamRows,
  analysedNetwork,
  fittedOverhead,
  medianError,
  momentumRows,
  readGpuMemory,
  shareInBand,
  workspacesOf,
} from '@/tests/support/memoryTable';

const MIB = 1024 ** 2;

describe('expectedUse', () => {
  it('[A16] adds the context and a multiple of the largest convolution to what is set aside', () => {
    const use = expectedUse({ reserved: 1000 * MIB, largestConvolution: 100 * MIB });
    expect(use).toEqual({ low: 1300 * MIB, likely: 3405 * MIB, high: 3950 * MIB });
  });
});

describe('training steps measured on an A100', () => {
  const rows = momentumRows();
  const fitting = rows.filter(({ half }) => half === 'fit');
  const reported = rows.filter(({ half }) => half === 'report');
  const adam = adamRows();

  it('[A16] are told apart by model, not by row', () => {
    const fitted = new Set(fitting.map(({ model }) => model));
    expect(reported.filter(({ model }) => fitted.has(model))).toEqual([]);
    expect(fitting.length).toBeGreaterThanOrEqual(25);
    expect(reported.length).toBeGreaterThanOrEqual(25);
  });

  it('[A16] of the fitting half give the constants that are in use', () => {
    const { context, workspace } = fittedOverhead(fitting);
    expect(OVERHEAD.context.likely / MIB).toBeCloseTo(context, -1);
    expect(OVERHEAD.workspace.likely).toBeCloseTo(workspace, 1);
    expect(OVERHEAD.workspace.high).toBeCloseTo(Math.max(...workspacesOf(fitting)), 0);
  });

  it('[A16] of the other half are predicted to 5 % in the median', () => {
    expect(medianError(reported)).toBeLessThan(0.05);
  });

  it('[A16] with another optimizer, in another run, are predicted to 5 % too', () => {
    expect(medianError(adam.filter(({ half }) => half !== 'vgg'))).toBeLessThan(0.05);
  });

  it('[A16] lie in the stated band, VGG and all, at least nine times in ten', () => {
    const unseen = [...rows.filter(({ half }) => half !== 'fit'), ...adam];
    expect(shareInBand(unseen)).toBeGreaterThanOrEqual(0.9);
    expect(shareInBand(reported)).toBeGreaterThanOrEqual(0.9);
  });

  it('[A16] of VGG are further off: workspaces there follow other algorithms', () => {
    const error = medianError(rows.filter(({ half }) => half === 'vgg'));
    expect(error).toBeGreaterThan(0.05);
    expect(error).toBeLessThan(0.1);
  });
});

describe('training steps that did and did not fit an RTX 3090', () => {
  const { rows } = readGpuMemory().rtx3090;
  const settings = { ...DEFAULT_SETTINGS, precision: 'mixed', optimizer: 'momentum' } as const;
  const device = must(
    DEVICES.find(({ name }) => name === 'GeForce RTX 3090'),
    'the device',
  );
  const answer = (network: string, batch: number) =>
    fitOn(device, expectedUse(trainingMemory(analysedNetwork(network), { ...settings, batch })));

  it.each(rows.map(({ network, fits, fails }) => [network, fits, fails] as const))(
    '[A9] [A12] [A16] %s: %i samples are not called too large, %i are not said to fit',
    (network, fits, fails) => {
      expect(answer(network, fits)).not.toBe('too large');
      expect(answer(network, fails)).not.toBe('fits');
    },
  );

  it('[A12] get a plain answer more often than not', () => {
    const answers = rows.flatMap(({ network, fits, fails }) => [
      answer(network, fits),
      answer(network, fails),
    ]);
    const plain = answers.filter((each) => each !== 'tight');
    expect(plain.length).toBeGreaterThan(answers.length / 2);
  });
});

describe('tensors of a training step in PyTorch’s own count', () => {
  it.each(
    readGpuMemory().tensors.rows.flatMap(({ network, batch, momentum, adam }) => [
      [network, batch, 'momentum', momentum] as const,
      [network, batch, 'adam', adam] as const,
    ]),
  )(
    '[A7] [A10] [A11] %s at batch %i with %s: %f MiB at the peak, to one part in a hundred',
    (network, batch, optimizer, mib) => {
      const { peak } = trainingMemory(analysedNetwork(network), {
        ...DEFAULT_SETTINGS,
        batch,
        optimizer,
      });
      expect(Math.abs(peak / MIB / mib - 1)).toBeLessThan(0.01);
    },
  );

  it('[A11] has at its peak as many gradients of weights as PyTorch counts there', () => {
    const { rows } = readGpuMemory().tensors;
    const ours = rows.map(({ network, batch }) => {
      const { moment } = trainingMemory(analysedNetwork(network), { ...DEFAULT_SETTINGS, batch });
      return { network, batch, gradients: Number((moment.gradients / MIB).toFixed(1)) };
    });
    expect(ours).toEqual(
      rows.map(({ network, batch, gradients }) => ({ network, batch, gradients })),
    );
  });
});
