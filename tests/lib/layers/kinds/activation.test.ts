import { describe, expect, it } from 'vitest';
import { makeLayer } from '@/lib/layers/catalogue';
import { featureMap } from '@/lib/tensor/tensorType';
import { emitted } from '@/tests/support/emitted';
import { expectFacts } from '@/tests/support/expectFacts';
import { KEEPS_INPUT, KEEPS_OUTPUT } from '@/tests/support/weights';

// Operations a value, and what PyTorch's autograd keeps.
describe('activation', () => {
  it.each([
    ['relu', 1, 'output'],
    ['relu6', 2, 'input'],
    ['leakyRelu', 2, 'input'],
    ['elu', 3, 'input'],
    ['sigmoid', 3, 'output'],
    ['silu', 4, 'input'],
    ['hardSigmoid', 4, 'input'],
    ['hardSigmoidKeras2', 4, 'input'],
    ['gelu', 5, 'input'],
    ['hardSwish', 5, 'input'],
    ['tanh', 5, 'output'],
    ['softplus', 3, 'input'],
    ['selu', 4, 'input'],
    ['mish', 9, 'input'],
  ] as const)(
    '[L6] [L8] %s takes %i operations a value and keeps its %s',
    (name, operations, keeps) => {
      expectFacts('activation', { function: name }, [featureMap(64, 56, 56)], {
        outputs: [featureMap(64, 56, 56)],
        operations: operations * 64 * 56 * 56,
        saved: [keeps === 'input' ? KEEPS_INPUT : KEEPS_OUTPUT],
      });
    },
  );

  it('tells PyTorch the slope where the function has one', () => {
    const torchOf = (name: 'leakyRelu' | 'elu' | 'relu') =>
      emitted(makeLayer('activation', { function: name, slope: 0.2 }), [featureMap(1, 1, 1)]).torch;
    expect(torchOf('leakyRelu')).toEqual([{ name: 'nn.LeakyReLU', args: { negative_slope: 0.2 } }]);
    expect(torchOf('elu')).toEqual([{ name: 'nn.ELU', args: { alpha: 0.2 } }]);
    expect(torchOf('relu')).toEqual([{ name: 'nn.ReLU', args: {} }]);
  });
});
