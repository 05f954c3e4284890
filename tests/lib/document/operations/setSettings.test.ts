import { describe, expect, it } from 'vitest';
import { applyOperation } from '@/lib/document/apply';
import { expectOperation } from '@/tests/support/expectOperation';
import { smallDesign } from '@/tests/support/smallDesign';

describe('setSettings', () => {
  it('[P5] sets the settings that are named and no others', () => {
    const applied = expectOperation(smallDesign(), {
      type: 'setSettings',
      settings: { batch: 64, precision: 'mixed', optimizer: 'adam' },
    });
    expect(applied).toMatchObject({
      effective: { settings: { batch: 64, precision: 'mixed' } },
      inverse: [{ type: 'setSettings', settings: { batch: 32, precision: 'fp32' } }],
    });
    expect(applied.outcome === 'applied' && applied.graph.settings).toEqual({
      batch: 64,
      precision: 'mixed',
      optimizer: 'adam',
      field: 'exact',
    });
  });

  it('[P6] has nothing to do when the settings are these already, or none are named', () => {
    const message = 'The settings are these already.';
    for (const settings of [{ batch: 32 }, {}])
      expect(expectOperation(smallDesign(), { type: 'setSettings', settings })).toEqual({
        outcome: 'void',
        message,
      });
    const unnamed = { batch: undefined, field: undefined };
    expect(applyOperation(smallDesign(), { type: 'setSettings', settings: unnamed })).toEqual({
      outcome: 'void',
      message,
    });
  });

  it('[P7] refuses a value that does not fit, with a sentence, even from a caller that did not check', () => {
    expect(applyOperation(smallDesign(), { type: 'setSettings', settings: { batch: 0 } })).toEqual({
      outcome: 'refused',
      code: 'BAD_PARAM',
      message: 'This setting does not fit: batch: Too small: expected number to be >=1.',
    });
  });
});
