import { at, type Compute, channelAxis, fill, offset, one } from './sample';
import { eachTap, padLow } from './taps';

/** Convolutions and dense layers: every output as the sum over what it reads. */
export const CONVOLUTIONS: {
  readonly [K in
    | 'conv2d'
    | 'stdConv2d'
    | 'depthwiseConv2d'
    | 'convTranspose2d'
    | 'dense']: Compute<K>;
} = {
  conv2d(params, inputs, [output], weights) {
    const source = one(inputs);
    const [channels = 0] = source.type.shape;
    const { filters, groups } = params;
    const depth = channels / groups;
    return [
      fill(output, ([filter = 0, row = 0, column = 0]) => {
        const first = Math.floor((filter * groups) / filters) * depth;
        let sum = weights.bias?.[filter] ?? 0;
        eachTap(params, source, [row, column], (y, x, tap) => {
          for (let c = 0; c < depth; c++)
            sum +=
              at(source, [first + c, y, x]) *
              (weights.kernel?.[offset([...params.kernel, depth, filters], [...tap, c, filter])] ??
                0);
        });
        return sum;
      }),
    ];
  },
  stdConv2d(params, inputs, outputs, weights) {
    const { filters, scaled, epsilon } = params;
    const kernel = Array.from(weights.kernel ?? []);
    const fanIn = kernel.length / filters;
    const used = new Float64Array(kernel.length);
    for (let filter = 0; filter < filters; filter++) {
      const own = kernel.filter((_value, index) => index % filters === filter);
      const mean = own.reduce((sum, each) => sum + each, 0) / fanIn;
      const variance = own.reduce((sum, each) => sum + (each - mean) ** 2, 0) / fanIn;
      const gain = scaled ? (weights.gain?.[filter] ?? 0) / Math.sqrt(fanIn) : 1;
      for (let index = filter; index < kernel.length; index += filters)
        used[index] = (((kernel[index] ?? 0) - mean) / Math.sqrt(variance + epsilon)) * gain;
    }
    return CONVOLUTIONS.conv2d(params, inputs, outputs, { ...weights, kernel: used });
  },
  depthwiseConv2d(params, inputs, [output], weights) {
    const source = one(inputs);
    const [channels = 0] = source.type.shape;
    const { multiplier } = params;
    return [
      fill(output, ([filter = 0, row = 0, column = 0]) => {
        const channel = Math.floor(filter / multiplier);
        const shape = [...params.kernel, channels, multiplier];
        let sum = weights.bias?.[filter] ?? 0;
        eachTap(params, source, [row, column], (y, x, tap) => {
          const weight = offset(shape, [...tap, channel, filter % multiplier]);
          sum += at(source, [channel, y, x]) * (weights.kernel?.[weight] ?? 0);
        });
        return sum;
      }),
    ];
  },
  convTranspose2d(params, inputs, [output], weights) {
    const source = one(inputs);
    const [channels = 0, height = 0, width = 0] = source.type.shape;
    const { filters, groups, kernel, stride, dilation } = params;
    const depth = channels / groups;
    const each = filters / groups;
    const cut = ([0, 1] as const).map((axis) => {
      if (params.padding !== 'same') return padLow(params, axis, 0);
      const surplus = dilation[axis] * (kernel[axis] - 1) + 1 - stride[axis];
      return Math.max(0, Math.floor(surplus / 2));
    });
    return [
      fill(output, ([filter = 0, row = 0, column = 0]) => {
        const group = Math.floor(filter / each);
        let sum = weights.bias?.[filter] ?? 0;
        for (let y = 0; y < height; y++)
          for (let x = 0; x < width; x++)
            for (let i = 0; i < kernel[0]; i++)
              for (let j = 0; j < kernel[1]; j++) {
                if (y * stride[0] + i * dilation[0] - (cut[0] ?? 0) !== row) continue;
                if (x * stride[1] + j * dilation[1] - (cut[1] ?? 0) !== column) continue;
                for (let c = 0; c < depth; c++) {
                  const channel = group * depth + c;
                  const weight = offset(
                    [...kernel, each, channels],
                    [i, j, filter % each, channel],
                  );
                  sum += at(source, [channel, y, x]) * (weights.kernel?.[weight] ?? 0);
                }
              }
        return sum;
      }),
    ];
  },
  dense({ units }, inputs, [output], weights) {
    const source = one(inputs);
    const axis = channelAxis(source.type);
    const features = source.type.shape[axis] ?? 0;
    return [
      fill(output, (index) => {
        const unit = index[axis] ?? 0;
        let sum = weights.bias?.[unit] ?? 0;
        for (let feature = 0; feature < features; feature++)
          sum +=
            at(source, index.with(axis, feature)) * (weights.kernel?.[feature * units + unit] ?? 0);
        return sum;
      }),
    ];
  },
};
