import { describe, expect, it } from 'vitest';
import { analyse } from '@/lib/analysis/analyse';
import { totalsOf } from '@/lib/analysis/cost';
import { okReport } from '@/lib/analysis/report';
import { lint } from '@/lib/rules/lint';
import type { RuleSettings } from '@/lib/rules/ruleSettings';
import { templates } from '@/lib/templates/templates';
import { controlGroup, MEASURED } from '../../support/controlGroup';
import { mend } from '../../support/mend';
import { measuredField, readTruth } from '../../support/truth';

const biases = (count: number) => Array.from({ length: count }, () => 'warning bias-before-bn');

/** Errors and warnings that published networks do deserve: VGG with batch norm kept its biases. */
const DESERVED: Readonly<Record<string, readonly string[]>> = {
  vgg11_bn: biases(8),
  vgg13_bn: biases(10),
  vgg16_bn: biases(13),
  vgg19_bn: biases(16),
};

/** What templates of the lecture are there to show. */
const SHOWN: Readonly<Record<string, readonly string[]>> = {
  'mnist-one-epoch': ['error softmax-before-loss'],
  'squeeze-expand': Array.from({ length: 5 }, () => 'warning no-activation'),
  chain28: ['warning no-activation'],
  chain99: ['warning no-activation'],
};

/** What fits on one GPU says nothing against a network: U-Net was trained with single images. */
const ANY_GPU: RuleSettings = { 'gpu-memory': { level: 'off' } };

describe('networks that are known to train well', () => {
  it.each(controlGroup)('$name gets advice at most', ({ name, build }) => {
    const heavy = lint(analyse(build())).filter(({ level }) => level !== 'advice');
    expect(heavy.map(({ level, rule }) => `${level} ${rule}`)).toEqual(DESERVED[name] ?? []);
  });

  it.each(controlGroup)('$name stays what it is under every fix that is offered', ({ build }) => {
    const graph = build();
    for (const finding of lint(analyse(graph))) if (finding.fix) mend(graph, finding);
  });

  it('the first block of the notes makes a GPU sing', () => {
    const squeezeExpand = templates.find(({ id }) => id === 'squeeze-expand')?.build();
    const found = lint(analyse(squeezeExpand ?? fail('squeeze-expand')));
    expect(found.flatMap(({ rule, level }) => (rule === 'gpu-memory' ? [level] : []))).toEqual([
      'warning',
    ]);
  });

  it.each(templates)(
    'the template $id gets advice at most, or what it is there to show',
    ({ id, build }) => {
      const heavy = lint(analyse(build()), ANY_GPU).filter(({ level }) => level !== 'advice');
      expect(heavy.map(({ level, rule }) => `${level} ${rule}`)).toEqual(
        SHOWN[id] ?? DESERVED[id] ?? [],
      );
    },
  );
});

describe('networks put together again from measurements', () => {
  it.each(MEASURED)('%s is the network that was measured, layer by layer', (model) => {
    const truth = readTruth(model);
    const analysis = analyse(
      controlGroup.find(({ name }) => name === model)?.build() ?? fail(model),
    );
    const built = truth.nodes.flatMap(({ name, type, shape, params, macs, field }) => {
      const report = okReport(analysis, name);
      if (!report || type === 'chunk') return [];
      const mine = {
        shape: [1, ...(report.facts.outputs[0]?.shape ?? [])],
        params: report.cost.params,
        macs: report.cost.macs,
        field: type === 'output' ? field : measuredField(report.field),
      };
      return [{ mine, theirs: { shape, params, macs, field } }];
    });
    expect(built.map(({ mine }) => mine)).toEqual(built.map(({ theirs }) => theirs));
    expect(built.length).toBeGreaterThan(truth.nodes.length * 0.8);
    const { params, macs } = totalsOf(analysis);
    expect({ params, macs }).toEqual({ params: truth.totals.params, macs: truth.totals.macs });
  });
});

function fail(model: string): never {
  throw new Error(`${model} is not in the control group.`);
}
