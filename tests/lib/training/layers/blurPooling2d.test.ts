import { expect, it } from 'vitest';
import { analyse } from '@/lib/analysis/analyse';
import { must } from '@/lib/invariant';
import { GraphBuilder } from '@/lib/templates/builder';
import { buildModel } from '@/lib/training/buildModel';
import { portsOfDesign } from '@/lib/training/ports';
import { tensorFlowOnWasm } from '@/tests/support/tensorflow';

it('blurs with 1-2-1 across and down, and its taps add up to one', async () => {
  const tf = await tensorFlowOnWasm();
  const net = new GraphBuilder();
  const image = net.add('input', 'image', { channels: 2, height: 4, width: 4 });
  const blurred = net.add('blurPool2d', 'blur', {}, image);
  net.add('output', 'end', {}, net.add('flatten', 'flat', {}, blurred));
  const analysis = analyse(net.build());
  const ports = portsOfDesign(analysis);
  if (!ports.ok) throw new Error(ports.error);
  const built = buildModel(tf, analysis, ports.value, 1);
  const [weight] = must(built.nodes.get(blurred.id), 'blur').layers.flatMap(
    ({ weights }) => weights,
  );
  const taps = Array.from(await must(weight, 'filter').read().data());
  const ofChannel = (channel: number) => taps.filter((_tap, index) => index % 2 === channel);
  const expected = [1, 2, 1, 2, 4, 2, 1, 2, 1].map((tap) => tap / 16);
  expect([ofChannel(0), ofChannel(1)]).toEqual([expected, expected]);
  built.dispose();
});
