import { describe, expect, it } from 'vitest';
import type { Ports } from '@/lib/cli/command';
import { lintDocumentSchema } from '@/lib/cli/lintDocument';
import { storeGraph } from '@/lib/graph/stored';
import { writeDesignFile } from '@/lib/interchange/layerboard/designFile';
import { readFile } from '@/lib/interchange/readFile';
import type { RuleSettings } from '@/lib/rules/ruleSettings';
import { GraphBuilder } from '@/lib/templates/builder';
import { holding, layerboard } from '@/tests/support/layerboard';

async function bytesOf(ports: Ports): Promise<Uint8Array | undefined> {
  const read = await ports.read('design.json');
  return read.ok ? read.value : undefined;
}

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

  describe('with what people decided', () => {
    const decided = {
      rules: { 'softmax-before-loss': { level: 'warning' }, 'bias-before-bn': { level: 'off' } },
      waivers: [{ rule: 'softmax-before-loss', node: 'softmax', reason: 'The loss takes them.' }],
    };

    async function lintWith(settings: unknown, ...args: readonly string[]) {
      const design = await faulty(3).read('design.json');
      const ports = holding({
        'design.json': design.ok ? design.value : '',
        'rules.json': typeof settings === 'string' ? settings : JSON.stringify(settings),
      });
      return layerboard(
        ['lint', 'design.json', '--settings', 'rules.json', '--format', 'json', ...args],
        ports,
      );
    }

    it('--settings: levels, rules that are off, waivers with their reasons', async () => {
      const { exitCode, stdout, messages } = await lintWith(decided);
      const { counts, findings, waived } = lintDocumentSchema.parse(JSON.parse(stdout));
      const told = findings.map(({ rule }) => rule);
      expect({ exitCode, messages, errors: counts.error }).toEqual({
        exitCode: 0,
        messages: [],
        errors: 0,
      });
      expect([told.includes('softmax-before-loss'), told.includes('bias-before-bn')]).toEqual([
        false,
        false,
      ]);
      expect(waived).toMatchObject([
        {
          rule: 'softmax-before-loss',
          level: 'warning',
          name: 'softmax',
          reason: 'The loss takes them.',
        },
      ]);
    });

    it('thresholds decide', async () => {
      const line = ['lint', 'template:vgg16', '--format', 'json', '--settings', 'rules.json'];
      const rulesWith = async (gigabytes: number) => {
        const rules = { 'gpu-memory': { thresholds: { memory: gigabytes } } };
        const ports = holding({ 'rules.json': JSON.stringify({ rules }) });
        const { stdout } = await layerboard([...line, '--batch', '64'], ports);
        return lintDocumentSchema.parse(JSON.parse(stdout)).findings.map(({ rule }) => rule);
      };
      const [small, large] = [await rulesWith(2), await rulesWith(1000)];
      expect([small.includes('gpu-memory'), large.includes('gpu-memory')]).toEqual([true, false]);
    });

    it('a design file carries them; --settings has the last word', async () => {
      const graph = readFile('design.json', (await bytesOf(faulty(3))) ?? new Uint8Array());
      if (!graph.ok) throw new Error(graph.error.message);
      const { rules, waivers } = decided;
      const text = writeDesignFile('own', graph.value.graph, {
        rules: rules as RuleSettings,
        waivers,
      });
      const again = { rules: { 'bias-before-bn': { level: 'error' } } };
      const ports = holding({ 'own.json': text, 'rules.json': JSON.stringify(again) });
      const own = await layerboard(['lint', 'own.json'], ports);
      const stricter = await layerboard(['lint', 'own.json', '--settings', 'rules.json'], ports);
      expect([own.exitCode, stricter.exitCode]).toEqual([0, 1]);
      expect(own.stdout).toContain(
        'Waived: softmax-before-loss at “softmax”: The loss takes them.',
      );
      const borrowed = await layerboard(['lint', 'own.json', '--settings', 'own.json'], ports);
      expect(borrowed.exitCode).toBe(0);
      const converted = await layerboard(['convert', 'own.json', '--to', 'json'], ports);
      expect(converted.stdout).toBe(text);
    });

    it('says which waivers waive nothing', async () => {
      const waivers = [{ rule: 'big-kernel', node: 'stem', reason: 'As published.' }];
      const { messages } = await lintWith({ waivers });
      expect(messages).toEqual(['The waiver of “big-kernel” for “stem” has nothing to waive.']);
    });

    it.each<[string, unknown, string]>([
      ['a file that is no JSON', '{', 'rules.json” is JSON that breaks off or has a mistake'],
      ['a list', [], 'an object with “rules” and “waivers” was expected'],
      [
        'a rule that there is not',
        { rules: { nope: {} } },
        'rules.nope: there is no rule “nope”; there are no-input',
      ],
      [
        'a threshold that the rule has not',
        { rules: { 'big-kernel': { thresholds: { most: 3 } } } },
        '“big-kernel” has no threshold “most”; it has ',
      ],
      [
        'a level that there is not',
        { rules: { 'big-kernel': { level: 'fatal' } } },
        'rules.big-kernel.level: Invalid option: expected one of "error"|"warning"|"advice"|"off"',
      ],
      [
        'a waiver without a reason',
        { waivers: [{ rule: 'big-kernel', node: 'a' }] },
        'waivers.0.reason: ',
      ],
      [
        'a waiver of no rule',
        { waivers: [{ rule: 'nope', node: 'a', reason: 'So.' }] },
        'waivers.0: there is no rule “nope”',
      ],
      [
        'two waivers of one finding',
        { waivers: [1, 2].map(() => ({ rule: 'no-input', reason: 'So.' })) },
        'waivers.1: “no-input” is waived twice; one reason was expected',
      ],
      ['a word that is no setting', { levels: {} }, 'Unrecognized key: "levels"'],
    ])('refuses %s, by its name', async (_what, settings, sentence) => {
      const { exitCode, stdout, messages } = await lintWith(settings);
      expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
      expect(messages).toEqual([expect.stringContaining(sentence)]);
      expect(messages[0]).toMatch(/^“rules\.json” .*\.$/u);
    });

    it('says which file of settings there is not', async () => {
      const line = ['lint', 'template:vgg16', '--settings', 'rule.json'];
      const { messages } = await layerboard(line, holding({ 'rules.json': '{}' }));
      expect(messages).toEqual(['There is no file “rule.json”. Did you mean “rules.json”?']);
    });
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
