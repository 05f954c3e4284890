/** Values of one tensor in the order of its axes, the last one fastest. */
export type Values = ArrayLike<number>;

/** A batch of maps, channels last. */
export interface Maps {
  readonly samples: number;
  readonly side: number;
  readonly channels: number;
  readonly values: Float64Array;
}

function makeMaps(samples: number, side: number, channels: number): Maps {
  return { samples, side, channels, values: new Float64Array(samples * side * side * channels) };
}

/** The place of a value; -1 outside the map. */
function place({ side, channels }: Maps, n: number, y: number, x: number, c: number): number {
  if (y < 0 || x < 0 || y >= side || x >= side) return -1;
  return ((n * side + y) * side + x) * channels + c;
}

function at(maps: Maps, n: number, y: number, x: number, c: number): number {
  const index = place(maps, n, y, x, c);
  return index < 0 ? 0 : (maps.values[index] ?? 0);
}

/** Fills maps from a function of the position. */
function filled(maps: Maps, value: (n: number, y: number, x: number, c: number) => number): Maps {
  for (let n = 0; n < maps.samples; n++)
    for (let y = 0; y < maps.side; y++)
      for (let x = 0; x < maps.side; x++)
        for (let c = 0; c < maps.channels; c++)
          maps.values[place(maps, n, y, x, c)] = value(n, y, x, c);
  return maps;
}

/** A 3×3 convolution with one pixel of zeros around the map; kernel of rows × columns × channels × filters. */
export function convolve(input: Maps, kernel: Values, filters: number, stride: number): Maps {
  const output = makeMaps(input.samples, Math.floor((input.side - 1) / stride) + 1, filters);
  return filled(output, (n, y, x, filter) => {
    let sum = 0;
    for (let row = 0; row < 3; row++)
      for (let column = 0; column < 3; column++)
        for (let c = 0; c < input.channels; c++)
          sum +=
            at(input, n, y * stride + row - 1, x * stride + column - 1, c) *
            (kernel[((row * 3 + column) * input.channels + c) * filters + filter] ?? 0);
    return sum;
  });
}

/** A 3×3 convolution of every channel on its own, one pixel of zeros around the map. */
export function convolveDepthwise(input: Maps, kernel: Values): Maps {
  return filled(makeMaps(input.samples, input.side, input.channels), (n, y, x, c) => {
    let sum = 0;
    for (let row = 0; row < 3; row++)
      for (let column = 0; column < 3; column++)
        sum +=
          at(input, n, y + row - 1, x + column - 1, c) *
          (kernel[(row * 3 + column) * input.channels + c] ?? 0);
    return sum;
  });
}

/** Batch norm in training, with scale and shift. */
export function normaliseBatch(input: Maps, scale: Values, shift: Values, epsilon: number): Maps {
  const count = input.samples * input.side * input.side;
  const mean = new Float64Array(input.channels);
  const variance = new Float64Array(input.channels);
  for (const [index, value] of input.values.entries())
    add(mean, index % input.channels, value / count);
  for (const [index, value] of input.values.entries()) {
    const channel = index % input.channels;
    add(variance, channel, (value - (mean[channel] ?? 0)) ** 2 / count);
  }
  return filled(makeMaps(input.samples, input.side, input.channels), (n, y, x, c) => {
    const centred = at(input, n, y, x, c) - (mean[c] ?? 0);
    return (centred / Math.sqrt((variance[c] ?? 0) + epsilon)) * (scale[c] ?? 1) + (shift[c] ?? 0);
  });
}

export function rectify(input: Maps): Maps {
  return { ...input, values: input.values.map((value) => Math.max(0, value)) };
}

/** The largest of every 2×2 values. */
export function poolLargest(input: Maps): Maps {
  const output = makeMaps(input.samples, Math.floor(input.side / 2), input.channels);
  return filled(output, (n, y, x, c) =>
    Math.max(
      at(input, n, 2 * y, 2 * x, c),
      at(input, n, 2 * y, 2 * x + 1, c),
      at(input, n, 2 * y + 1, 2 * x, c),
      at(input, n, 2 * y + 1, 2 * x + 1, c),
    ),
  );
}

/** Mean cross-entropy of the scores that a dense layer makes of the values of each sample. */
export function scoreLoss(
  { samples, values }: Maps,
  weights: Values,
  offsets: Values,
  labels: readonly number[],
): number {
  const classes = offsets.length;
  const size = values.length / samples;
  let loss = 0;
  for (let n = 0; n < samples; n++) {
    const scores = Array.from({ length: classes }, (_, label) => {
      let sum = offsets[label] ?? 0;
      for (let index = 0; index < size; index++)
        sum += (values[n * size + index] ?? 0) * (weights[index * classes + label] ?? 0);
      return sum;
    });
    const largest = Math.max(...scores);
    const total = scores.reduce((sum, score) => sum + Math.exp(score - largest), 0);
    loss += largest + Math.log(total) - (scores[labels[n] ?? 0] ?? 0);
  }
  return loss / samples;
}

function add(sums: Float64Array, index: number, value: number): void {
  sums[index] = (sums[index] ?? 0) + value;
}
