import { describe, expect, it } from 'vitest';
import { compareDocumentSchema } from '@/lib/cli/compareDocument';
import { fixturePath, layerboard } from '@/tests/support/layerboard';

const PAIR = ['compare', 'template:resnet18', 'template:resnet34'];

describe('compare', () => {
  it('json: the figures of both, and every layer of either', async () => {
    const { exitCode, stdout } = await layerboard([...PAIR, '--format', 'json', '--batch', '8']);
    const document = compareDocumentSchema.parse(JSON.parse(stdout));
    const params = document.figures.find(({ name }) => name === 'Parameters');
    const counted = (status: string) =>
      document.layers.filter((layer) => layer.status === status).length;
    expect({
      exitCode,
      params,
      batch: document.settings.batch,
      removed: counted('removed'),
    }).toEqual({
      exitCode: 0,
      params: { name: 'Parameters', unit: 'count', before: 11689512, after: 21797672 },
      batch: 8,
      removed: 0,
    });
    expect(counted('added')).toBe(127 - 71);
  });

  it('a design beside itself differs in nothing', async () => {
    const file = fixturePath('onnx/resnet18.onnx');
    const { stdout } = await layerboard(['compare', file, file, '--format', 'json']);
    const { figures, layers } = compareDocumentSchema.parse(JSON.parse(stdout));
    const differing = [
      ...figures.filter(({ before, after }) => before !== after),
      ...layers.filter(({ status }) => status !== 'same'),
    ];
    expect(differing).toEqual([]);
  });

  it('table: before, after and the difference of every figure', async () => {
    const { stdout } = await layerboard(PAIR);
    expect(stdout).toMatch(/^ResNet-18 → ResNet-34$/m);
    expect(stdout).toMatch(/^Parameters +11\.69 M +21\.80 M +\+10\.11 M$/m);
    expect(stdout).toMatch(/^added: “layer3\.5\.bn2” \(batchNorm\)$/m);
  });

  it('csv: plain numbers', async () => {
    const { stdout } = await layerboard([...PAIR, '--format', 'csv']);
    expect(stdout.split('\r\n').slice(0, 3)).toEqual([
      'name,unit,before,after',
      'Layers,count,71,127',
      'Parameters,count,11689512,21797672',
    ]);
  });

  it('says how a layer differs', async () => {
    const { stdout } = await layerboard([
      ...['compare', 'template:mnist-one-epoch', 'template:mnist-one-epoch-mended'],
    ]);
    expect(stdout).toMatch(/^(changed|removed|added): “.+” \(.+\)/m);
  });
});
