import { describe, expect, it } from 'vitest';
import { applyOperation } from '@/lib/document/apply';
import { expectOperation } from '@/tests/support/expectOperation';
import { smallDesign } from '@/tests/support/smallDesign';

describe('setParams', () => {
  it('[P5] sets the parameters that are named and no others', () => {
    const graph = smallDesign();
    const applied = expectOperation(graph, {
      type: 'setParams',
      id: 'conv',
      params: { filters: 16, kernel: [5, 5], bias: true },
    });
    expect(applied).toMatchObject({
      effective: { type: 'setParams', id: 'conv', params: { filters: 16, kernel: [5, 5] } },
      inverse: [{ type: 'setParams', id: 'conv', params: { filters: 4, kernel: [3, 3] } }],
    });
    expect(applied.outcome === 'applied' && applied.graph.nodes.get('conv')?.params).toEqual({
      ...graph.nodes.get('conv')?.params,
      filters: 16,
      kernel: [5, 5],
    });
  });

  it('[P6] keeps the changes of two people to different parameters of a layer', () => {
    const set = (params: Record<string, number[] | number>) =>
      ({ type: 'setParams', id: 'conv', params }) as const;
    const one = expectOperation(smallDesign(), set({ filters: 16 }));
    if (one.outcome !== 'applied') throw new Error(one.message);
    const two = expectOperation(one.graph, set({ stride: [2, 2] }));
    expect(two.outcome === 'applied' && two.graph.nodes.get('conv')?.params).toMatchObject({
      filters: 16,
      stride: [2, 2],
    });
  });

  it('[P6] has nothing to do for a layer that is gone, and for values that are there', () => {
    const graph = smallDesign();
    expect(expectOperation(graph, { type: 'setParams', id: 'gone', params: { a: 1 } })).toEqual({
      outcome: 'void',
      message: 'The layer is gone, and its parameters with it.',
    });
    expect(
      expectOperation(graph, { type: 'setParams', id: 'conv', params: { filters: 4 } }),
    ).toEqual({ outcome: 'void', message: '“conv” has these values already.' });
    expect(expectOperation(graph, { type: 'setParams', id: 'conv', params: {} })).toMatchObject({
      outcome: 'void',
    });
  });

  it.each([
    [
      'filtrs',
      'Conv 2D has no parameter “filtrs”; it has filters, kernel, stride, padding, dilation, groups, bias.',
    ],
    [
      'constructor',
      'Conv 2D has no parameter “constructor”; it has filters, kernel, stride, padding, dilation, groups, bias.',
    ],
  ])('[P7] refuses the parameter “%s” that the kind does not have', (name, message) => {
    expect(
      expectOperation(smallDesign(), { type: 'setParams', id: 'conv', params: { [name]: 1 } }),
    ).toEqual({ outcome: 'refused', code: 'NO_SUCH_PARAM', message });
    expect(
      expectOperation(smallDesign(), { type: 'setParams', id: 'sum', params: { axis: 1 } }),
    ).toMatchObject({ message: 'Add has no parameter “axis”; it has none.' });
  });

  it('[P7] refuses a name that reaches for the prototype', () => {
    const params = JSON.parse('{ "__proto__": 1 }');
    expect(applyOperation(smallDesign(), { type: 'setParams', id: 'conv', params })).toMatchObject({
      code: 'NO_SUCH_PARAM',
    });
  });

  it('[P7] refuses a value that does not fit, and quotes it up to a length that can be read', () => {
    const set = (filters: string | number) =>
      expectOperation(smallDesign(), { type: 'setParams', id: 'conv', params: { filters } });
    expect(set(0)).toEqual({
      outcome: 'refused',
      code: 'BAD_PARAM',
      message: 'Filters of “conv” cannot be 0: Too small: expected number to be >=1.',
    });
    const long = set('x'.repeat(10_000));
    expect(long.outcome === 'refused' && long.message.length).toBeLessThan(300);
  });

  it('[P1] [P7] refuses to take away an output that still feeds another layer', () => {
    const set = (sizes: number[]) =>
      expectOperation(smallDesign(), { type: 'setParams', id: 'parts', params: { sizes } });
    expect(set([4])).toEqual({
      outcome: 'refused',
      code: 'NO_SUCH_PORT',
      message: 'Output 2 of “parts” still feeds “sum”: remove that wire first.',
    });
    expect(set([2, 1, 1])).toMatchObject({ outcome: 'applied' });
  });
});
