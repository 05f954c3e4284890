import { describe, expect, it } from 'vitest';
import { GraphBuilder, port } from '@/lib/templates/builder';
import { Chain } from '@/lib/templates/chain';

describe('GraphBuilder', () => {
  it('makes ids from names, and a number where a name comes again', () => {
    const net = new GraphBuilder();
    const image = net.add('input', 'the image', {});
    net.add('activation', 'relu', {}, image);
    net.add('activation', 'relu', {}, image);
    const { nodes, edges } = net.build();
    expect([...nodes.values()].map(({ id, name }) => [id, name])).toEqual([
      ['the_image', 'the image'],
      ['relu', 'relu'],
      ['relu-2', 'relu'],
    ]);
    expect([...edges.values()]).toEqual([
      { id: 'relu.0', source: 'the_image', port: 0, target: 'relu', slot: 0 },
      { id: 'relu-2.0', source: 'the_image', port: 0, target: 'relu-2', slot: 0 },
    ]);
  });

  it('wires slots in the order of the inputs, and other ports where told', () => {
    const net = new GraphBuilder();
    const image = net.add('input', 'image', { channels: 4 });
    const halves = net.add('split', 'split', {}, image);
    net.add('concat', 'cat', {}, port(halves, 1), halves);
    const into = [...net.build().edges.values()].filter(({ target }) => target === 'cat');
    expect(into.map(({ slot, port }) => ({ slot, port }))).toEqual([
      { slot: 0, port: 1 },
      { slot: 1, port: 0 },
    ]);
  });

  it('puts the layers of a group into it, and those after it into none', () => {
    const net = new GraphBuilder();
    const image = net.add('input', 'image', {});
    const inside = net.group('block', () => net.add('activation', 'relu', {}, image));
    net.add('output', 'maps', {}, inside);
    const { nodes, groups } = net.build();
    expect([...groups.values()]).toEqual([{ id: 'block', name: 'block' }]);
    expect([...nodes.values()].map(({ group }) => group)).toEqual([null, 'block', null]);
  });

  it('goes on adding to a group that was opened', () => {
    const net = new GraphBuilder();
    const image = net.add('input', 'image', {});
    const inside = net.openGroup('column');
    const first = inside(() => net.add('activation', 'relu', {}, image));
    const between = net.add('batchNorm', 'norm', {}, first);
    inside(() => net.add('activation', 'relu', {}, between));
    const { nodes, groups } = net.build();
    expect([...groups.values()]).toEqual([{ id: 'column', name: 'column' }]);
    expect([...nodes.values()].map(({ group }) => group)).toEqual([null, 'column', null, 'column']);
  });

  it('refuses parameters that do not fit and inputs that are not there', () => {
    const net = new GraphBuilder();
    expect(() => net.add('input', 'image', { channels: 0 })).toThrow();
    expect(() => net.add('flatten', 'flat', {}, { id: 'nobody', port: 0 })).toThrow(/nobody/);
  });
});

describe('Chain', () => {
  it('counts parts as it counts layers', () => {
    const net = new GraphBuilder();
    const chain = new Chain(net, net.add('input', 'image', {}), (index) => `features.${index}`)
      .add('conv2d', { filters: 8 })
      .part((name, from) => net.add('activation', `${name}.relu`, {}, from))
      .add('maxPool2d', {});
    expect(chain.end).toEqual({ id: 'features.2', port: 0 });
    expect([...net.build().edges.values()].map(({ source, target }) => [source, target])).toEqual([
      ['image', 'features.0'],
      ['features.0', 'features.1.relu'],
      ['features.1.relu', 'features.2'],
    ]);
  });
});
