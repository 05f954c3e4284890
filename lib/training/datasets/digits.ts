import type { Random } from '../random';
import type { DatasetInfo, GeneratedDataset } from './dataset';
import { drawDataset } from './drawDataset';
import { drawStroke } from './drawStroke';
import { DIGIT_STROKES, type Stroke, type StrokePoint } from './strokes';

const SIDE = 28;

const info: DatasetInfo = {
  id: 'digits',
  title: 'Drawn digits',
  summary:
    'Digits drawn from strokes at random places, sizes, slants and thicknesses, with noise: 28×28 grey, made on the spot.',
  height: SIDE,
  width: SIDE,
  channels: 1,
  classes: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
};

/** Grey digits in the manner of MNIST, drawn by ourselves. */
export const digits: GeneratedDataset = {
  info,
  generate: (seed, sizes) => drawDataset(info, drawDigit, seed, sizes),
};

function drawDigit(label: number, random: Random, pixels: Uint8Array): void {
  const map = new Float32Array(SIDE * SIDE);
  const place = placement(random);
  const thickness = random.between(1.4, 3.2);
  for (const stroke of random.pick(DIGIT_STROKES[label] ?? []))
    drawStroke(map, [SIDE, SIDE], place(stroke), thickness);
  if (random.next() < 0.5) drawStroke(map, [SIDE, SIDE], speck(random), random.between(1, 2));
  const ink = random.between(150, 255);
  const grain = random.between(4, 22);
  for (const [index, value] of map.entries())
    pixels[index] = Math.max(0, Math.min(255, Math.round(value * ink + grain * random.normal())));
}

/** Sends points of the unit square to pixels: scaled, slanted, turned and shifted, with an unsteady hand. */
function placement(random: Random): (stroke: Stroke) => Stroke {
  const height = random.between(13, 21);
  const width = height * random.between(0.6, 1);
  const slant = random.between(-0.25, 0.25);
  const turn = random.between(-0.2, 0.2);
  const [sin, cos] = [Math.sin(turn), Math.cos(turn)];
  const centreX = (SIDE - 1) / 2 + random.between(-3.5, 3.5);
  const centreY = (SIDE - 1) / 2 + random.between(-3.5, 3.5);
  const wobble = 0.025 * height;
  return (stroke) =>
    stroke.map(([x, y]): StrokePoint => {
      const down = (y - 0.5) * height;
      const across = (x - 0.5) * width - slant * down;
      return [
        centreX + across * cos - down * sin + wobble * random.normal() * 0.5,
        centreY + across * sin + down * cos + wobble * random.normal() * 0.5,
      ];
    });
}

/** A short stray line anywhere: what a scanner leaves. */
function speck(random: Random): Stroke {
  const x = random.between(0, SIDE);
  const y = random.between(0, SIDE);
  return [
    [x, y],
    [x + random.between(-3, 3), y + random.between(-3, 3)],
  ];
}
