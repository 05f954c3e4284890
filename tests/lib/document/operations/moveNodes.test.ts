import { describe, expect, it } from 'vitest';
import { expectOperation } from '@/tests/support/expectOperation';
import { smallDesign } from '@/tests/support/smallDesign';

describe('moveNodes', () => {
  it('[P5] puts layers elsewhere and leaves out those that are gone or there already', () => {
    const graph = smallDesign();
    const there = graph.nodes.get('relu')?.position ?? { x: 0, y: 0 };
    const applied = expectOperation(graph, {
      type: 'moveNodes',
      moves: [
        { id: 'conv', position: { x: 1.5, y: -2 } },
        { id: 'relu', position: there },
        { id: 'gone', position: { x: 0, y: 0 } },
      ],
    });
    expect(applied).toMatchObject({
      effective: { type: 'moveNodes', moves: [{ id: 'conv', position: { x: 1.5, y: -2 } }] },
      inverse: [
        { type: 'moveNodes', moves: [{ id: 'conv', position: graph.nodes.get('conv')?.position }] },
      ],
    });
  });

  it('[P5] counts the last of two moves of a layer, also when it leads back', () => {
    const graph = smallDesign();
    const home = graph.nodes.get('conv')?.position ?? { x: 0, y: 0 };
    const away = { x: 500, y: 500 };
    const moves = (...positions: (typeof away)[]) =>
      expectOperation(graph, {
        type: 'moveNodes',
        moves: positions.map((position) => ({ id: 'conv', position })),
      });
    expect(moves(home, away)).toMatchObject({ effective: { moves: [{ position: away }] } });
    expect(moves(away, home)).toEqual({
      outcome: 'void',
      message: 'Nothing to move: the layers are gone or there already.',
    });
  });
});
