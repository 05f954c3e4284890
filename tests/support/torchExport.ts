import type { ConvSettings } from './convSettings';
import {
  type AttributeValue,
  floats,
  type ModelSketch,
  op,
  scalar,
  weight,
  wholes,
} from './onnxModel';

type Attributes = Readonly<Record<string, AttributeValue>>;

/**
 * A graph as PyTorch's exporter writes it for an opset: operators named by the path of their module,
 * weights by the name of the parameter, axes and bounds as attributes or as inputs as the version of
 * each operator has it. Every method adds what one call of PyTorch becomes and gives the name of the
 * tensor that comes out.
 */
export class TorchExport {
  private readonly nodes: ModelSketch['nodes'][number][] = [];
  private readonly weights: NonNullable<ModelSketch['weights']>[number][] = [];
  private readonly known = new Set<string>();
  private readonly path: string[] = [];
  private made = 0;

  constructor(
    readonly opset: number,
    private readonly image: readonly [channels: number, height: number, width: number],
  ) {}

  /** The model, whose input is `x` and whose outputs are `outputs`. */
  sketch(...outputs: readonly string[]): ModelSketch {
    const { opset, nodes, weights } = this;
    return { opset, inputs: { x: ['batch', ...this.image] }, outputs, nodes, weights };
  }

  /** Puts what `build` adds into a module. */
  within<T>(module: string, build: () => T): T {
    this.path.push(module);
    const result = build();
    this.path.pop();
    return result;
  }

  /** An operator with several outputs. */
  all(
    opType: string,
    inputs: readonly string[],
    attributes: Attributes = {},
    count = 1,
  ): readonly string[] {
    const own = this.path.map((_module, depth) => this.path.slice(0, depth + 1).join('.'));
    const name = `/${[...own, `${opType}_${this.made++}`].join('/')}`;
    const outputs = Array.from({ length: count }, (_, port) => `${name}_output_${port}`);
    const node = op(opType, '', attributes, { name });
    this.nodes.push({ ...node, input: [...inputs], output: outputs });
    return outputs;
  }

  /** An operator with one output. */
  op(opType: string, inputs: readonly string[], attributes: Attributes = {}): string {
    return this.all(opType, inputs, attributes)[0] ?? '';
  }

  /** A parameter or a buffer of the module, of which only the size is in the file. */
  parameter(name: string, ...dims: readonly number[]): string {
    const full = [...this.path, name].join('.');
    if (!this.known.has(full)) this.weights.push(weight(full, ...dims));
    this.known.add(full);
    return full;
  }

  /** A parameter that is a single number without axes. */
  scalarParameter(name: string, value: number): string {
    const full = [...this.path, name].join('.');
    this.weights.push(scalar(full, value));
    return full;
  }

  /** Values that are kept with the weights although nobody learns them. */
  stored(name: string, values: readonly number[], dims: readonly number[]): string {
    this.weights.push(floats(name, values, [...dims]));
    return name;
  }

  /** Numbers that the code writes, or that a module keeps outside of its state. */
  floats(values: readonly number[], dims: readonly number[]): string {
    return this.op('Constant', [], { value: { tensor: floats('', values, [...dims]) } });
  }

  /** A number that the code writes. */
  number(value: number): string {
    return this.op('Constant', [], { value: { tensor: scalar('', value) } });
  }

  /** Whole numbers that the code writes, as shapes and axes are. */
  integers(values: readonly number[]): string {
    return this.op('Constant', [], { value: { tensor: wholes('', values) } });
  }

  /** A whole number without axes. */
  index(value: number): string {
    return this.op('Constant', [], { value: { tensor: wholes('', [value], []) } });
  }

  conv(
    input: string,
    module: string,
    [channels, filters]: readonly [number, number],
    settings: ConvSettings = {},
  ): string {
    return this.within(module, () => {
      const { groups = 1, bias = true } = settings;
      const [rows, columns] = pair(settings.kernel ?? 1);
      const kernel = this.parameter('weight', filters, channels / groups, rows, columns);
      const inputs = [input, kernel, ...(bias ? [this.parameter('bias', filters)] : [])];
      return this.convolve(inputs, [rows, columns], settings);
    });
  }

  /** A convolution with a weight that comes from elsewhere. */
  convolve(
    inputs: readonly string[],
    kernel: readonly [number, number],
    { stride = 1, padding = 0, dilation = 1, groups = 1 }: ConvSettings,
  ): string {
    const [rows, columns] = pair(padding);
    return this.op('Conv', inputs, {
      dilations: [dilation, dilation],
      group: groups,
      kernel_shape: kernel,
      pads: [rows, columns, rows, columns],
      strides: [stride, stride],
    });
  }

  batchNorm(input: string, module: string, channels: number): string {
    const names = ['weight', 'bias', 'running_mean', 'running_var'];
    return this.within(module, () =>
      this.op(
        'BatchNormalization',
        [input, ...names.map((name) => this.parameter(name, channels))],
        {
          epsilon: { float: 1e-5 },
          momentum: { float: 0.9 },
          ...(this.opset >= 14 ? { training_mode: 0 } : {}),
        },
      ),
    );
  }

  linear(
    input: string,
    module: string,
    [inner, units]: readonly [number, number],
    bias = true,
  ): string {
    return this.within(module, () =>
      this.op(
        'Gemm',
        [
          input,
          this.parameter('weight', units, inner),
          ...(bias ? [this.parameter('bias', units)] : []),
        ],
        {
          alpha: { float: 1 },
          beta: { float: 1 },
          transB: 1,
        },
      ),
    );
  }

  /** A linear layer on the last axis of a map: a MatMul and an Add. */
  linearOnMap(input: string, module: string, [inner, units]: readonly [number, number]): string {
    return this.within(module, () => {
      const matrix = this.parameter('weight.T', inner, units);
      const product = this.op('MatMul', [input, matrix]);
      return this.op('Add', [this.parameter('bias', units), product]);
    });
  }

  relu(input: string): string {
    return this.op('Relu', [input]);
  }

  sigmoid(input: string): string {
    return this.op('Sigmoid', [input]);
  }

  silu(input: string): string {
    return this.op('Mul', [input, this.sigmoid(input)]);
  }

  /** The exact GELU. */
  gelu(input: string): string {
    if (this.opset >= 20) return this.op('Gelu', [input], { approximate: 'none' });
    const root = this.op('Div', [input, this.number(Math.SQRT2)]);
    const error = this.op('Add', [this.op('Erf', [root]), this.number(1)]);
    return this.op('Mul', [this.op('Mul', [input, error]), this.number(0.5)]);
  }

  clip(input: string, low: number, high: number): string {
    if (this.opset < 11)
      return this.op('Clip', [input], { min: { float: low }, max: { float: high } });
    return this.op('Clip', [input, this.number(low), this.number(high)]);
  }

  /** A hard sigmoid as timm and PyTorch before opset 14 write it. */
  hardSigmoid(input: string): string {
    const shifted = this.clip(this.op('Add', [input, this.number(3)]), 0, 6);
    return this.op('Div', [shifted, this.number(6)]);
  }

  hardSwish(input: string): string {
    return this.opset >= 14
      ? this.op('HardSwish', [input])
      : this.op('Mul', [input, this.hardSigmoid(input)]);
  }

  /** A reduction over axes: an attribute, or from the version on that has it, an input. */
  reduce(opType: string, input: string, axes: readonly number[], keep = true): string {
    const keepdims = keep ? 1 : 0;
    const from = opType === 'ReduceSum' ? 13 : 18;
    return this.opset < from
      ? this.op(opType, [input], { axes, keepdims })
      : this.op(opType, [input, this.integers(axes)], { keepdims });
  }

  unsqueeze(input: string, ...axes: readonly number[]): string {
    return this.opset < 13
      ? this.op('Unsqueeze', [input], { axes })
      : this.op('Unsqueeze', [input, this.integers(axes)]);
  }

  reshape(input: string, ...shape: readonly number[]): string {
    return this.op('Reshape', [input, this.integers(shape)]);
  }

  /** A view whose first size is the batch of another tensor, as it is where the file leaves the batch open. */
  view(input: string, like: string, ...sizes: readonly number[]): string {
    const batch = this.op('Gather', [this.op('Shape', [like]), this.index(0)], { axis: 0 });
    const parts = [this.unsqueeze(batch, 0), ...sizes.map((size) => this.integers([size]))];
    return this.op('Reshape', [input, this.op('Concat', parts, { axis: 0 })]);
  }

  transpose(input: string, ...perm: readonly number[]): string {
    return this.op('Transpose', [input], { perm });
  }

  concat(...inputs: readonly string[]): string {
    return this.op('Concat', inputs, { axis: 1 });
  }

  add(a: string, b: string): string {
    return this.op('Add', [a, b]);
  }

  mul(a: string, b: string): string {
    return this.op('Mul', [a, b]);
  }

  split(input: string, ...sizes: readonly number[]): readonly string[] {
    return this.opset < 13
      ? this.all('Split', [input], { axis: 1, split: sizes }, sizes.length)
      : this.all('Split', [input, this.integers(sizes)], { axis: 1 }, sizes.length);
  }

  slice(input: string, axis: number, start: number, end: number): string {
    if (this.opset < 10)
      return this.op('Slice', [input], { axes: [axis], starts: [start], ends: [end] });
    const [starts, ends, axes] = [[start], [end], [axis]].map((values) => this.integers(values));
    return this.op('Slice', [input, starts ?? '', ends ?? '', axes ?? '', this.integers([1])]);
  }

  /** Padding of height and width: top, left, bottom, right. */
  pad(
    input: string,
    [top, left, bottom, right]: readonly [number, number, number, number],
    mode = 'constant',
    value = 0,
  ): string {
    const pads = [0, 0, top, left, 0, 0, bottom, right];
    if (this.opset < 11) return this.op('Pad', [input], { mode, pads, value: { float: value } });
    const amounts = this.integers(pads);
    return mode === 'constant'
      ? this.op('Pad', [input, amounts, this.number(value)], { mode })
      : this.op('Pad', [input, amounts], { mode });
  }

  maxPool(input: string, kernel: number, stride: number, padding = 0): string {
    return this.op('MaxPool', [input], {
      kernel_shape: [kernel, kernel],
      pads: [padding, padding, padding, padding],
      strides: [stride, stride],
      ...(this.opset >= 10 ? { ceil_mode: 0, dilations: [1, 1] } : {}),
    });
  }

  /** An average pool; PyTorch before opset 19 pads in front of it. */
  averagePool(
    input: string,
    kernel: number,
    stride: number,
    { ceil = false }: { readonly ceil?: boolean } = {},
  ): string {
    return this.op('AveragePool', [input], {
      kernel_shape: [kernel, kernel],
      pads: [0, 0, 0, 0],
      strides: [stride, stride],
      ...(this.opset >= 10 ? { ceil_mode: ceil ? 1 : 0 } : {}),
      ...(this.opset >= 10 ? { count_include_pad: 1 } : {}),
    });
  }

  /** F.interpolate with a factor: Upsample in opset 9, Resize with scales from 10 on. */
  upsample(input: string, factor: number, mode: 'nearest' | 'linear' = 'nearest'): string {
    const scales = this.floats([1, 1, factor, factor], [4]);
    if (this.opset === 9) return this.op('Upsample', [input, scales], { mode });
    if (this.opset === 10) return this.op('Resize', [input, scales], { mode });
    return this.op('Resize', [input, '', scales], {
      coordinate_transformation_mode: mode === 'nearest' ? 'asymmetric' : 'half_pixel',
      cubic_coeff_a: { float: -0.75 },
      mode,
      nearest_mode: 'floor',
    });
  }

  /** F.interpolate to the size of another map, bilinear: the size is worked out in the graph. */
  resizeLike(input: string, like: string): string {
    const size = this.slice(this.op('Shape', [like]), 0, 2, 4);
    if (this.opset < 11) {
      const wanted = this.op('Cast', [size], { to: 1 });
      const own = this.op('Cast', [this.slice(this.op('Shape', [input]), 0, 2, 4)], { to: 1 });
      const scales = [this.floats([1, 1], [2]), this.op('Div', [wanted, own])];
      const all = this.op('Concat', scales, { axis: 0 });
      return this.op(this.opset === 9 ? 'Upsample' : 'Resize', [input, all], { mode: 'linear' });
    }
    const kept = this.slice(this.op('Shape', [input]), 0, 0, 2);
    const sizes = this.op('Concat', [kept, this.op('Cast', [size], { to: 7 })], { axis: 0 });
    return this.op('Resize', [input, '', '', sizes], {
      coordinate_transformation_mode: 'half_pixel',
      cubic_coeff_a: { float: -0.75 },
      mode: 'linear',
      nearest_mode: 'floor',
    });
  }

  /** A convolution without bias and a norm behind it. */
  convNorm(
    input: string,
    [conv, norm]: readonly [conv: string, norm: string],
    channels: readonly [number, number],
    settings: ConvSettings = {},
  ): string {
    const made = this.conv(input, conv, channels, { ...settings, bias: false });
    return this.batchNorm(made, norm, channels[1]);
  }

  globalAverage(input: string): string {
    return this.op('GlobalAveragePool', [input]);
  }

  flatten(input: string): string {
    return this.op('Flatten', [input], { axis: 1 });
  }

  /** A layer norm over the last axis: one operator from opset 17 on, written out before. */
  layerNorm(input: string, module: string, channels: number, epsilon = 1e-6): string {
    return this.within(module, () => {
      const [scale, shift] = [this.parameter('weight', channels), this.parameter('bias', channels)];
      if (this.opset >= 17)
        return this.op('LayerNormalization', [input, scale, shift], {
          axis: -1,
          epsilon: { float: epsilon },
        });
      const centred = this.op('Sub', [input, this.reduce('ReduceMean', input, [-1])]);
      const square = this.op('Pow', [centred, this.number(2)]);
      const variance = this.reduce('ReduceMean', square, [-1]);
      const deviation = this.op('Sqrt', [this.add(variance, this.number(epsilon))]);
      const normal = this.op('Div', [centred, deviation]);
      return this.add(this.mul(normal, scale), shift);
    });
  }

  /** timm's LayerNorm2d: channels moved to the end, normalised, moved back. */
  layerNorm2d(input: string, module: string, channels: number): string {
    const last = this.within(module, () => this.transpose(input, 0, 2, 3, 1));
    const normal = this.layerNorm(last, module, channels);
    return this.within(module, () => this.transpose(normal, 0, 3, 1, 2));
  }
}

function pair(value: number | readonly [number, number]): readonly [number, number] {
  return typeof value === 'number' ? [value, value] : value;
}
