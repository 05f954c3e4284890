import { describe, expect, it } from 'vitest';
import { DESIGN_FORMAT } from '@/lib/interchange/layerboard/designFile';
import { fixturePath, holding, layerboard } from '@/tests/support/layerboard';

describe('convert', () => {
  it('to json: a design that can be read again, and is the same', async () => {
    const file = fixturePath('onnx/resnet18.onnx');
    const { exitCode, stdout } = await layerboard(['convert', file, '--to', 'json']);
    const again = await layerboard(
      ['convert', 'design.json', '--to', 'json'],
      holding({ 'design.json': stdout }),
    );
    expect({ exitCode, format: JSON.parse(stdout).format, again: again.stdout }).toEqual({
      exitCode: 0,
      format: DESIGN_FORMAT,
      again: stdout,
    });
  });

  it('to notation: what analyze prints in that format, in the convention that was asked for', async () => {
    const rest = ['template:squeeze-expand', '--field', 'classroom'];
    const converted = await layerboard(['convert', ...rest, '--to', 'notation']);
    const printed = await layerboard(['analyze', ...rest, '--format', 'notation']);
    expect(converted).toEqual(printed);
    expect(converted.stdout).toContain(' | (3x3x3)x32 | ');
  });

  it('keeps another input', async () => {
    const { stdout } = await layerboard([
      ...['convert', 'template:resnet18', '--to', 'json', '--input', '3,96,64'],
    ]);
    const { nodes } = JSON.parse(stdout);
    expect(nodes[0].params).toEqual({ form: 'map', channels: 3, height: 96, width: 64 });
  });
});

describe('templates', () => {
  it.each(['table', 'markdown', 'csv'])('%s: a row for each', async (format) => {
    const { templates } = JSON.parse((await layerboard(['templates', '--format', 'json'])).stdout);
    const { stdout } = await layerboard(['templates', '--format', format]);
    const missing = templates.filter(
      ({ name }: { name: string }) => !stdout.replaceAll('\\', '').includes(name),
    );
    expect({
      missing,
      resnet: templates.find((each: { name: string }) => each.name === 'resnet18'),
    }).toEqual({
      missing: [],
      resnet: expect.objectContaining({ params: 11689512, macs: 1814073344 }),
    });
  });
});
