import { expect, it } from 'vitest';
import { orderInputs } from '@/lib/document/gestures/orderInputs';
import type { LayerGraph } from '@/lib/graph/graph';
import { wiringOf } from '@/lib/graph/wiring';
import { GraphBuilder } from '@/lib/templates/builder';
import { performed } from '@/tests/support/performed';

function threeInputs(): LayerGraph {
  const builder = new GraphBuilder();
  const taps = ['a', 'b', 'c'].map((name) => builder.add('input', name, {}));
  builder.add('concat', 'join', {}, ...taps);
  return builder.build();
}

function sources(graph: LayerGraph): readonly string[] {
  return wiringOf(graph)
    .into('join')
    .map(({ source }) => source);
}

it('moves a wire one place up or down among the inputs of a join, and no further', () => {
  const graph = threeInputs();
  const down = performed(graph, orderInputs(graph, 'join', 'join.0', 1));
  expect(sources(down)).toEqual(['b', 'a', 'c']);
  const up = performed(graph, orderInputs(graph, 'join', 'join.2', -1));
  expect(sources(up)).toEqual(['a', 'c', 'b']);
  expect(orderInputs(graph, 'join', 'join.0', -1)).toEqual([]);
  expect(orderInputs(graph, 'join', 'join.2', 1)).toEqual([]);
  expect(orderInputs(graph, 'join', 'gone', 1)).toEqual([]);
});
