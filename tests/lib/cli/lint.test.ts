import { describe, expect, it } from 'vitest';
import { lintDocumentSchema } from '@/lib/cli/lintDocument';
import { storeGraph } from '@/lib/graph/stored';
import { GraphBuilder } from '@/lib/templates/builder';
import { holding, layerboard } from '@/tests/support/layerboard';

/** A classifier with a bias before a norm, and a softmax in front of a loss that has its own. */
function faulty(kernel: number) {
  const net = new GraphBuilder();
  const image = net.add('input', 'image', { channels: 3, height: 8, width: 8 });
  const conv = net.add(
    'conv2d',
    'conv',
    { filters: 8, kernel: [kernel, kernel], padding: 'valid', bias: true },
    image,
  );
  const relu = net.add('activation', 'relu', {}, net.add('batchNorm', 'norm', {}, conv));
  const features = net.add('globalAvgPool2d', 'pool', { keepMap: false }, relu);
  const scores = net.add('softmax', 'softmax', {}, net.add('dense', 'fc', { units: 10 }, features));
  net.add('output', 'logits', { loss: 'logits' }, scores);
  return holding({ 'design.json': JSON.stringify(storeGraph(net.build())) });
}

describe('lint', () => {
  it('json: findings with their level, layer, source and mend; errors end with 1', async () => {
    const { exitCode, stdout, messages } = await layerboard(
      ['lint', 'design.json', '--format', 'json'],
      faulty(3),
    );
    const { counts, findings } = lintDocumentSchema.parse(JSON.parse(stdout));
    const told = findings.map(({ rule, level, name }) => ({ rule, level, name }));
    expect({ exitCode, messages, errors: counts.error }).toEqual({
      exitCode: 1,
      messages: [],
      errors: findings.filter(({ level }) => level === 'error').length,
    });
    expect(told).toEqual(
      expect.arrayContaining([
        { rule: 'softmax-before-loss', level: 'error', name: 'softmax' },
        { rule: 'bias-before-bn', level: 'warning', name: 'conv' },
      ]),
    );
    const bias = findings.find(({ name }) => name === 'conv');
    expect(bias?.fix).toContain('bias');
  });

  it('layers that cannot work are errors too', async () => {
    const { exitCode, stdout } = await layerboard(
      ['lint', 'design.json', '--format', 'json'],
      faulty(9),
    );
    const { findings } = lintDocumentSchema.parse(JSON.parse(stdout));
    expect({ exitCode, first: findings[0] }).toMatchObject({
      exitCode: 1,
      first: { rule: 'analysis', level: 'error', name: 'conv', nodes: ['conv'] },
    });
  });

  it('a published network ends with 0, whatever advice there is', async () => {
    const outcomes = await Promise.all(
      ['resnet18', 'vgg16', 'squeezenet1_1'].map((id) => layerboard(['lint', `template:${id}`])),
    );
    expect(outcomes.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
  });

  it('judges the training step that the options describe', async () => {
    const rulesOf = async (...args: readonly string[]) => {
      const line = ['lint', 'template:vgg16', '--format', 'json', ...args];
      const { findings } = lintDocumentSchema.parse(JSON.parse((await layerboard(line)).stdout));
      return findings.map(({ rule }) => rule);
    };
    const [small, large] = [await rulesOf('--batch', '2'), await rulesOf('--batch', '4096')];
    expect([small.includes('gpu-memory'), large.includes('gpu-memory')]).toEqual([false, true]);
  });

  it.each(['table', 'markdown', 'csv'])('%s: a row for each finding', async (format) => {
    const ports = faulty(3);
    const args = ['lint', 'design.json', '--format'];
    const { findings } = JSON.parse((await layerboard([...args, 'json'], ports)).stdout);
    const { stdout } = await layerboard([...args, format], ports);
    const rows = stdout.split('\n').filter((line) => /\b(error|warning|advice)\b[ |,]/.test(line));
    const title = format === 'csv' ? 0 : 1;
    expect(rows.length - title).toBe(findings.length);
  });
});
