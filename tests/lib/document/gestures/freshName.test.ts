import { expect, it } from 'vitest';
import { freshName } from '@/lib/document/gestures/freshName';
import { EMPTY_GRAPH } from '@/lib/graph/graph';
import { newNode } from '@/tests/support/smallDesign';

it('takes the first number that no layer has, nor anything else that is about to come', () => {
  const nodes = new Map(['conv1', 'conv3'].map((name) => [name, newNode(name)]));
  const graph = { ...EMPTY_GRAPH, nodes };
  expect(freshName(graph, 'conv')).toBe('conv2');
  expect(freshName(graph, 'conv', ['conv2'])).toBe('conv4');
  expect(freshName(graph, 'relu')).toBe('relu1');
});
