import type { GraphBuilder, Tap } from './builder';
import { convUnit, numberedUnit } from './convUnit';
import { denseHead } from './denseHead';
import { IMAGENET, imageNetwork } from './imageNetwork';
import { squeezeExcitation } from './squeezeExcitation';
import type { Template } from './template';

/** Filters and blocks of each stage, as the rule of the paper gives them for this size. */
const STAGES: readonly (readonly [width: number, depth: number])[] = [
  [48, 1],
  [104, 3],
  [208, 6],
  [440, 6],
];

/** Channels that a filter of a grouped convolution reads. */
const GROUP_WIDTH = 8;

/** RegNetY-400MF as torchvision has it. */
export const regnet: Template = {
  id: 'regnet_y_400mf',
  title: 'RegNetY-400MF',
  summary:
    'Widths on a straight line over the depth, grouped bottlenecks and gates: designed by a design space.',
  source:
    'torchvision, after Radosavovic et al.: Designing Network Design Spaces, arXiv 2003.13678, 2020.',
  build: () =>
    imageNetwork(IMAGENET, 'logits', (net, image) => {
      let channels = 32;
      const stem = { filters: channels, kernel: 3, stride: 2, activation: 'relu' } as const;
      let last = net.group('stem', () => convUnit(net, numberedUnit('stem'), stem, image));
      for (const [stage, [width, depth]] of STAGES.entries()) {
        const name = `block${stage + 1}`;
        for (let index = 0; index < depth; index++) {
          const base = `trunk_output.${name}.${name}-${index}`;
          const stride = index === 0 ? 2 : 1;
          last = block(net, { name: base, channels, width, stride }, last);
          channels = width;
        }
      }
      return denseHead(net, { pool: 'avgpool', dense: 'fc' }, 1000, last);
    }),
};

interface Block {
  readonly name: string;
  readonly channels: number;
  readonly width: number;
  readonly stride: number;
}

/** A residual block with a grouped 3×3 convolution and a gate, whose width follows from what arrives. */
function block(net: GraphBuilder, { name, channels, width, stride }: Block, from: Tap): Tap {
  return net.group(name, () => {
    const linear = { filters: width, kernel: 1, activation: 'none' } as const;
    const grouped = { kernel: 3, stride, groups: width / GROUP_WIDTH, activation: 'relu' } as const;
    const shortcut =
      stride === 1 && channels === width
        ? from
        : convUnit(net, numberedUnit(`${name}.proj`), { ...linear, stride }, from);
    const a = convUnit(net, numberedUnit(`${name}.f.a`), { ...linear, activation: 'relu' }, from);
    const b = convUnit(net, numberedUnit(`${name}.f.b`), { ...grouped, filters: width }, a);
    const gate = { activation: 'relu', scale: 'sigmoid' } as const;
    const squeezed = Math.round(channels / 4);
    const gated = squeezeExcitation(net, `${name}.f.se`, { channels: width, squeezed, ...gate }, b);
    const c = convUnit(net, numberedUnit(`${name}.f.c`), linear, gated);
    const sum = net.add('add', `${name}.add`, {}, shortcut, c);
    return net.add('activation', `${name}.activation`, {}, sum);
  });
}
