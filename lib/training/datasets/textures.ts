import type { Random } from '../random';
import type { DatasetInfo, GeneratedDataset } from './dataset';
import { drawDataset } from './drawDataset';
import { PATTERNS } from './patterns';

const SIDE = 32;
const CHANNELS = 3;

const info: DatasetInfo = {
  id: 'textures',
  title: 'Textures',
  summary:
    'Stripes, checks, dots, rings and the like in random colours, sizes and places, with noise: 32×32 in colour, made on the spot.',
  height: SIDE,
  width: SIDE,
  channels: CHANNELS,
  classes: PATTERNS.map(({ name }) => name),
};

/** Coloured patterns of the size of CIFAR-10's images; colour and place tell nothing about the class. */
export const textures: GeneratedDataset = {
  info,
  generate: (seed, sizes) => drawDataset(info, drawTexture, seed, sizes),
};

function drawTexture(label: number, random: Random, pixels: Uint8Array): void {
  const pattern = PATTERNS[label] ?? PATTERNS[0];
  if (!pattern) return;
  const wavelength = random.between(6, 11);
  const turn = ((pattern.turn + random.between(-9, 9)) * Math.PI) / 180;
  const [sin, cos] = [Math.sin(turn) / wavelength, Math.cos(turn) / wavelength];
  const centreX = random.between(0.25, 0.75) * SIDE;
  const centreY = random.between(0.25, 0.75) * SIDE;
  const [dark, bright] = twoColours(random);
  const grain = random.between(4, 26);
  let place = 0;
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      const across = x - centreX;
      const down = y - centreY;
      const value = pattern.at(across * cos + down * sin, down * cos - across * sin);
      for (let channel = 0; channel < CHANNELS; channel++) {
        const from = dark[channel] ?? 0;
        const to = bright[channel] ?? 0;
        const colour = from + (to - from) * value + grain * random.normal();
        pixels[place++] = Math.max(0, Math.min(255, Math.round(colour)));
      }
    }
  }
}

type Colour = readonly [number, number, number];

/** Two colours that can be told apart, in either order: neither is always the brighter one. */
function twoColours(random: Random): readonly [Colour, Colour] {
  for (;;) {
    const [first, second] = [colour(random), colour(random)];
    const distance = Math.hypot(first[0] - second[0], first[1] - second[1], first[2] - second[2]);
    if (distance > 110) return [first, second];
  }
}

function colour(random: Random): Colour {
  return [random.between(10, 245), random.between(10, 245), random.between(10, 245)];
}
