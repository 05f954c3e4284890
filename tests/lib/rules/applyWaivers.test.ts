import { describe, expect, it } from 'vitest';
import { analyse } from '@/lib/analysis/analyse';
import { applyWaivers } from '@/lib/rules/applyWaivers';
import { findingKey } from '@/lib/rules/findingKey';
import { lint } from '@/lib/rules/lint';
import { chained, conv, NORM, RELU } from '../../support/chained';

const design = [conv(8), NORM, RELU, conv(7), NORM, RELU, conv(9), RELU] as const;
const FINDINGS = lint(analyse(chained([64, 64, 3], 'unspecified', ...design)));

function parted(...waivers: readonly { readonly rule: string; readonly node: string | null }[]) {
  const { open, waived, idle } = applyWaivers(FINDINGS, waivers);
  return {
    open: open.map(findingKey),
    waived: waived.map(({ finding, waiver }) => [findingKey(finding), waivers.indexOf(waiver)]),
    idle: idle.map((waiver) => waivers.indexOf(waiver)),
  };
}

describe('applyWaivers', () => {
  it('leaves every finding open where nothing is waived', () => {
    expect(parted()).toEqual({ open: FINDINGS.map(findingKey), waived: [], idle: [] });
    expect(FINDINGS.map(findingKey)).toEqual(
      expect.arrayContaining(['bias-before-bn/conv1', 'bias-before-bn/conv2', 'channel-multiple']),
    );
  });

  it('takes away the finding at the layer of the waiver, and not its like at another', () => {
    expect(parted({ rule: 'bias-before-bn', node: 'conv2' })).toEqual({
      open: FINDINGS.map(findingKey).filter((key) => key !== 'bias-before-bn/conv2'),
      waived: [['bias-before-bn/conv2', 0]],
      idle: [],
    });
  });

  it('takes away what is said of the design as a whole only by a waiver for the whole', () => {
    expect(
      parted({ rule: 'channel-multiple', node: 'conv2' }, { rule: 'channel-multiple', node: null }),
    ).toEqual({
      open: FINDINGS.map(findingKey).filter((key) => key !== 'channel-multiple'),
      waived: [['channel-multiple', 1]],
      idle: [0],
    });
  });

  it('tells which waivers have nothing left to waive', () => {
    const { waived, idle } = parted(
      { rule: 'bias-before-bn', node: 'gone' },
      { rule: 'a-rule-of-old', node: null },
    );
    expect({ waived, idle }).toEqual({ waived: [], idle: [0, 1] });
  });
});
