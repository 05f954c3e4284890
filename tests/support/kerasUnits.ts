import type { KerasConfig } from './kerasConfig';

export type Net = KerasConfig;
export type Config = Readonly<Record<string, unknown>>;

export interface Unit {
  readonly filters: number;
  readonly kernel?: number | readonly [number, number];
  readonly stride?: number;
  readonly padding?: 'same' | 'valid';
  readonly bias?: boolean;
  readonly activation?: string;
}

export function conv(net: Net, from: string, unit: Unit, name?: string): string {
  const { filters, kernel = 1, stride = 1, padding = 'same', bias = false, activation } = unit;
  return net.add(
    'Conv2D',
    {
      name,
      ...window(kernel, stride, padding),
      filters,
      use_bias: bias,
      activation: activation ?? 'linear',
    },
    from,
  );
}

export function window(
  kernel: number | readonly [number, number],
  stride: number,
  padding: string,
): Config {
  const size = typeof kernel === 'number' ? [kernel, kernel] : kernel;
  return {
    kernel_size: size,
    strides: [stride, stride],
    padding,
    dilation_rate: [1, 1],
    data_format: 'channels_last',
  };
}

export function norm(net: Net, from: string, config: Config = {}): string {
  const axis = net.version === 3 ? -1 : [3];
  return net.add(
    'BatchNormalization',
    { axis, momentum: 0.99, epsilon: 1e-3, center: true, scale: true, ...config },
    from,
  );
}

export function act(net: Net, from: string, activation = 'relu', name?: string): string {
  return net.add('Activation', { name, activation }, from);
}

export function pad(net: Net, from: string, low: number, high = low): string {
  return net.add(
    'ZeroPadding2D',
    {
      padding: [
        [low, high],
        [low, high],
      ],
      data_format: 'channels_last',
    },
    from,
  );
}

export function pool(
  net: Net,
  kind: 'Max' | 'Average',
  from: string,
  size: number,
  stride = size,
  padding = 'valid',
) {
  return net.add(
    `${kind}Pooling2D`,
    { pool_size: [size, size], strides: [stride, stride], padding, data_format: 'channels_last' },
    from,
  );
}

export function head(net: Net, from: string): string {
  const mean = net.add(
    'GlobalAveragePooling2D',
    { name: 'avg_pool', data_format: 'channels_last', keepdims: false },
    from,
  );
  return net.add(
    'Dense',
    { name: 'predictions', units: 1000, use_bias: true, activation: 'softmax' },
    mean,
  );
}
