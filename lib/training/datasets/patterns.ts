/** A pattern with wavelength 1: brightness from 0 to 1 at a place measured in wavelengths. */
export interface Pattern {
  readonly name: string;
  /** Direction in degrees that the first axis of the pattern is turned by. */
  readonly turn: number;
  readonly at: (u: number, v: number) => number;
}

const wave = (x: number) => 0.5 + 0.5 * Math.sin(2 * Math.PI * x);

/** Makes soft edges hard without a jump, so that a pattern does not depend on where the pixels fall. */
const sharpen = (value: number) => 1 / (1 + Math.exp(-8 * (value - 0.5)));

const stripes = (u: number) => sharpen(wave(u));
const checks = (u: number, v: number) =>
  sharpen(0.5 + 0.5 * Math.sin(2 * Math.PI * u) * Math.sin(2 * Math.PI * v) * 1.6);

/** The classes of the texture data set. They differ in structure alone: colours are drawn at random. */
export const PATTERNS: readonly Pattern[] = [
  { name: 'horizontal stripes', turn: 90, at: stripes },
  { name: 'vertical stripes', turn: 0, at: stripes },
  { name: 'rising stripes', turn: 45, at: stripes },
  { name: 'falling stripes', turn: -45, at: stripes },
  { name: 'checks', turn: 0, at: checks },
  { name: 'diamonds', turn: 45, at: checks },
  { name: 'grid', turn: 0, at: (u, v) => sharpen(Math.max(wave(u), wave(v)) * 1.3 - 0.5) },
  { name: 'dots', turn: 0, at: (u, v) => sharpen(wave(u) * wave(v) * 1.6 - 0.1) },
  { name: 'rings', turn: 0, at: (u, v) => stripes(Math.hypot(u, v)) },
  { name: 'waves', turn: 0, at: (u, v) => stripes(u + 0.45 * Math.sin(Math.PI * v)) },
];
