import { describe, expect, it } from 'vitest';
import { expectOperation } from '@/tests/support/expectOperation';
import { smallDesign } from '@/tests/support/smallDesign';

describe('renameNode', () => {
  it('[P5] gives a layer another name, which need not be its own', () => {
    const applied = expectOperation(smallDesign(), {
      type: 'renameNode',
      id: 'conv',
      name: 'relu',
    });
    expect(applied).toMatchObject({
      effective: { type: 'renameNode', id: 'conv', name: 'relu' },
      inverse: [{ type: 'renameNode', id: 'conv', name: 'conv' }],
    });
    expect(applied.outcome === 'applied' && applied.graph.nodes.get('conv')?.name).toBe('relu');
  });

  it('[P6] has nothing to do for a layer that is gone, or that has the name', () => {
    const rename = (id: string) =>
      expectOperation(smallDesign(), { type: 'renameNode', id, name: 'conv' });
    expect(rename('gone')).toEqual({
      outcome: 'void',
      message: 'The layer is gone, and its name with it.',
    });
    expect(rename('conv')).toEqual({ outcome: 'void', message: 'It is called “conv” already.' });
  });
});
