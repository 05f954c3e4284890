import { describe, expect, it } from 'vitest';
import { didYouMean, nearest } from '@/lib/cli/nearest';

const NAMES = ['resnet18', 'resnet34', 'resnet152', 'vgg16', 'lenet5', 'squeezenet1_1'];

describe('nearest', () => {
  it.each([
    ['resnet-18', 'resnet18'],
    ['RESNET34', 'resnet34'],
    ['resnet125', 'resnet152'],
    ['vg16', 'vgg16'],
    ['vgg61', 'vgg16'],
    ['squeeze', 'squeezenet1_1'],
    ['lenet', 'lenet5'],
  ])('takes %s for %s', (typed, meant) => {
    expect(nearest(typed, NAMES)).toBe(meant);
  });

  it.each(['transformer', 'x', ''])('takes “%s” for nothing that there is', (typed) => {
    expect(nearest(typed, NAMES)).toBeUndefined();
  });

  it('asks only where something is near', () => {
    expect([didYouMean('vgg-16', NAMES), didYouMean('transformer', NAMES)]).toEqual([
      ' Did you mean “vgg16”?',
      '',
    ]);
  });
});
