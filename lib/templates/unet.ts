import type { GraphBuilder, ParamsInput, Tap } from './builder';
import { convRelu } from './convRelu';
import { imageNetwork } from './imageNetwork';
import type { Template } from './template';

/** Filters of the levels, from the full map down. */
const WIDTHS = [64, 128, 256, 512, 1024];
/** Rows and columns that are cut off each side of what the levels pass across, as figure 1 has the maps. */
const CROPS = [88, 40, 16, 4];

/** U-Net as it was published: without padding, so that maps shrink and are cropped before they meet. */
export const unet: Template = {
  id: 'unet',
  title: 'U-Net',
  summary:
    'Down to see more, up again to say it for every pixel; each level hands its maps across.',
  note: 'No padding: 572×572 pixels come in, and the middle 388×388 are labelled.',
  source:
    'Ronneberger, Fischer, Brox: U-Net: Convolutional Networks for Biomedical Image Segmentation, arXiv 1505.04597, 2015, figure 1.',
  build: () =>
    imageNetwork([572, 572, 1], 'logits', (net, image) => {
      const across: Tap[] = [];
      let last = image;
      for (const [level, filters] of WIDTHS.entries()) {
        const inside = net.openGroup(`down ${level + 1}`);
        last = inside(() => down(net, level, filters, last));
        if (level < WIDTHS.length - 1) across.push(inside(() => middle(net, level, last)));
      }
      for (let level = WIDTHS.length - 2; level >= 0; level--) {
        const below = last;
        last = net.group(`up ${level + 1}`, () => up(net, level, across[level] ?? image, below));
      }
      return net.add('conv2d', 'classes', { filters: 2, kernel: [1, 1] }, last);
    }),
};

/** Two convolutions on half of the map above. The two lowest levels drop out. */
function down(net: GraphBuilder, level: number, filters: number, from: Tap): Tap {
  const name = `down${level + 1}`;
  const map = level === 0 ? from : net.add('maxPool2d', `${name}.pool`, {}, from);
  const seen = pair(net, name, filters, map);
  return level < WIDTHS.length - 2 ? seen : net.add('dropout', `${name}.drop`, {}, seen);
}

/** What is left of a level's map on the way up, where maps are smaller. */
function middle(net: GraphBuilder, level: number, from: Tap): Tap {
  const cut = CROPS[level] ?? 0;
  const range = { start: cut, end: 0 - cut, step: 1 };
  return net.add('slice', `down${level + 1}.crop`, { height: range, width: range }, from);
}

/** Two convolutions on twice the map below, beside what its level hands across. */
function up(net: GraphBuilder, level: number, across: Tap, below: Tap): Tap {
  const name = `up${level + 1}`;
  const filters = WIDTHS[level] ?? 64;
  const twice: ParamsInput<'convTranspose2d'> = { filters, kernel: [2, 2], padding: 'valid' };
  const raised = net.add('convTranspose2d', `${name}.upconv`, twice, below);
  const both = net.add('concat', `${name}.cat`, {}, across, raised);
  return pair(net, name, filters, both);
}

function pair(net: GraphBuilder, name: string, filters: number, from: Tap): Tap {
  return [1, 2].reduce(
    (last, number) =>
      convRelu(
        net,
        { conv: `${name}.conv${number}`, relu: `${name}.relu${number}` },
        { filters, padding: 'valid' },
        last,
      ),
    from,
  );
}
