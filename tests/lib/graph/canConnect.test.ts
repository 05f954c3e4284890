import { describe, expect, it } from 'vitest';
import { canConnect, type Wire } from '@/lib/graph/canConnect';
import { EMPTY_GRAPH } from '@/lib/graph/graph';
import { GraphBuilder } from '@/lib/templates/builder';
import { newNode, smallDesign } from '@/tests/support/smallDesign';

function ask(wire: Partial<Wire>, graph = smallDesign()) {
  return canConnect(graph, { source: 'relu', port: 0, target: 'spare', ...wire });
}

describe('canConnect', () => {
  it('gives the slot that a wire would take: the wanted one, or the next behind the others', () => {
    expect(ask({})).toEqual({ ok: true, value: 0 });
    expect(ask({ target: 'sum' })).toEqual({ ok: true, value: 2 });
    expect(ask({ target: 'sum', slot: 0 })).toEqual({ ok: true, value: 2 });
    expect(ask({ target: 'sum', slot: 5 })).toEqual({ ok: true, value: 5 });
  });

  it('lets one output feed a join twice', () => {
    expect(ask({ source: 'parts', target: 'sum' })).toEqual({ ok: true, value: 2 });
  });

  it.each<[string, Partial<Wire>, string, string]>([
    [
      'no start',
      { source: 'x' },
      'NO_SUCH_NODE',
      'The layer at the start of this wire is no longer there.',
    ],
    [
      'no end',
      { target: 'x' },
      'NO_SUCH_NODE',
      'The layer at the end of this wire is no longer there.',
    ],
    ['itself', { target: 'relu' }, 'SELF_LOOP', '“relu” cannot feed itself.'],
    [
      'a port too many',
      { source: 'parts', port: 2 },
      'NO_SUCH_PORT',
      '“parts” has 2 outputs, not 3.',
    ],
    ['a negative port', { port: -1 }, 'NO_SUCH_PORT', '“relu” has 1 output, not 0.'],
    ['an input', { target: 'image' }, 'NO_SUCH_SLOT', '“image” (Input) takes no input.'],
    [
      'a layer that has its input',
      { source: 'image', target: 'relu' },
      'SLOT_TAKEN',
      '“relu” (Activation) takes one input and has one: remove that wire first.',
    ],
    [
      'the same wire again',
      { source: 'parts', port: 1, target: 'sum', slot: 1 },
      'DUPLICATE_WIRE',
      '“parts” already feeds this input of “sum”.',
    ],
  ])('refuses %s', (_name, wire, code, message) => {
    expect(ask(wire)).toEqual({ ok: false, error: { code, message } });
  });

  it('refuses to close a circle, however long', () => {
    const builder = new GraphBuilder();
    let tap = builder.add('concat', 'first', {});
    for (let length = 0; length < 50; length++)
      tap = builder.add('identity', `n${length}`, {}, tap);
    expect(ask({ source: tap.id, target: 'first' }, builder.build())).toEqual({
      ok: false,
      error: {
        code: 'CYCLE',
        message: 'This wire would close a circle: “first” already leads to “n49”.',
      },
    });
  });

  it('does not take ids that every object has for layers', () => {
    const graph = { ...EMPTY_GRAPH, nodes: new Map([['spare', newNode('spare')]]) };
    expect(ask({ source: 'constructor' }, graph)).toMatchObject({
      error: { code: 'NO_SUCH_NODE' },
    });
  });
});
