import { describe, expect, it } from 'vitest';
import { analyse } from '@/lib/analysis/analyse';
import { EMPTY_GRAPH } from '@/lib/graph/graph';
import { findingKey } from '@/lib/rules/findingKey';
import { lint } from '@/lib/rules/lint';
import { type RuleSettings, readRuleSettings } from '@/lib/rules/ruleSettings';
import { ruleById, rules } from '@/lib/rules/rules';
import { chained, conv, dense, FLAT, NORM, POOL, RELU } from '../../support/chained';
import { withoutKind } from '../../support/changed';

/** A design with something of every level, in an order that is not theirs. */
const SHODDY = analyse(
  chained([28, 28, 1], 'logits', conv(8), NORM, RELU, POOL, conv(8, 4), FLAT, dense(10), RELU),
);

function told(settings?: RuleSettings) {
  return lint(SHODDY, settings).map((finding) => `${finding.level} ${findingKey(finding)}`);
}

describe('lint', () => {
  it('tells the heaviest findings first, then in the order in which the layers run', () => {
    expect(told()).toEqual([
      'error softmax-before-loss/act2',
      'warning bias-before-bn/conv1',
      'warning no-activation/conv2',
      'warning even-kernel/conv2',
      'advice first-width/conv1',
      'advice early-pool/mp1',
      'advice pool-near-head/mp1',
    ]);
  });

  it('says nothing of an empty canvas', () => {
    expect(lint(analyse(EMPTY_GRAPH))).toEqual([]);
  });

  it('does not repeat what the analysis reports of layers that cannot work', () => {
    const graph = withoutKind('flatten', chained([8, 8, 3], 'logits', conv(8), FLAT, dense(10)));
    const analysis = analyse(graph);
    expect([...analysis.reports.values()].map(({ status }) => status)).toEqual([
      'ok',
      'ok',
      'error',
      'blocked',
    ]);
    expect(lint(analysis).map(findingKey)).toEqual([]);
  });

  it('leaves out a rule that a project turns off', () => {
    expect(told({ 'even-kernel': { level: 'off' }, 'early-pool': { level: 'off' } })).toEqual([
      'error softmax-before-loss/act2',
      'warning bias-before-bn/conv1',
      'warning no-activation/conv2',
      'advice first-width/conv1',
      'advice pool-near-head/mp1',
    ]);
  });

  it('gives all findings of a rule the level that a project wants', () => {
    expect(told({ 'pool-near-head': { level: 'error' } }).slice(0, 2)).toEqual([
      'error pool-near-head/mp1',
      'error softmax-before-loss/act2',
    ]);
  });

  it('compares with the thresholds of the project, and says which it used', () => {
    const settings: RuleSettings = { 'early-pool': { thresholds: { small: 3 } } };
    expect(told(settings)).not.toContain('advice early-pool/mp1');
    const stricter: RuleSettings = { 'early-pool': { thresholds: { small: 7 } } };
    const found = lint(SHODDY, stricter).find(({ rule }) => rule === 'early-pool');
    expect(found?.threshold).toEqual({
      label: 'Least field before a pool, smaller images',
      value: 7,
      unit: 'pixels',
    });
  });
});

describe('the list of rules', () => {
  it('has every rule once, and finds it by its id', () => {
    const ids = rules.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.map((id) => ruleById(id)?.id)).toEqual(ids);
    expect(ruleById('no-such-rule')).toBeUndefined();
  });

  it('writes sentences: they begin large and end in a full stop', () => {
    const texts = rules.flatMap((rule) => [
      rule.sentence,
      rule.source.says,
      ...('mend' in rule ? [rule.mend] : []),
    ]);
    expect(texts.filter((text) => !/^[A-Z0-9].*\.$/.test(text))).toEqual([]);
  });

  it('has a suite of tests for every rule', () => {
    const suites = import.meta.glob('./checks/*.test.ts', {
      query: '?raw',
      import: 'default',
      eager: true,
    });
    const tested = Object.values(suites).map(
      (text) => /ruleSuite\('([^']+)'/.exec(String(text))?.[1],
    );
    expect(tested.toSorted()).toEqual(rules.map(({ id }) => id).toSorted());
  });
});

describe('readRuleSettings', () => {
  it('reads levels and thresholds', () => {
    const settings = { 'last-map': { level: 'warning', thresholds: { large: 5 } }, 'no-input': {} };
    expect(readRuleSettings(settings)).toEqual({ ok: true, value: settings });
  });

  it.each([
    [{ 'last-mop': {} }, 'there is no rule “last-mop”'],
    [{ 'last-map': { level: 'fatal' } }, 'last-map.level'],
    [
      { 'last-map': { thresholds: { huge: 1 } } },
      '“last-map” has no threshold “huge”; it has large, small, tiny',
    ],
    [{ 'no-input': { thresholds: { a: 1 } } }, '“no-input” has no threshold “a”; it has none'],
    [{ 'last-map': { thresholds: { large: -1 } } }, 'last-map.thresholds.large'],
    ['all', ''],
  ])('refuses %j with a sentence', (value, part) => {
    const read = readRuleSettings(value);
    expect(read.ok ? '' : read.error).toContain(part);
    expect(read.ok).toBe(false);
  });
});
