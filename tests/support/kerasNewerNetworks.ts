import { act, conv, head, type Net, norm, pad, pool, type Unit, window } from './kerasUnits';

/** The rows of Table 2 of the paper: kernel, expanded and final width, gate, hard swish, stride. */
const SMALL = [
  [3, 16, 16, true, false, 2],
  [3, 72, 24, false, false, 2],
  [3, 88, 24, false, false, 1],
  [5, 96, 40, true, true, 2],
  [5, 240, 40, true, true, 1],
  [5, 240, 40, true, true, 1],
  [5, 120, 48, true, true, 1],
  [5, 144, 48, true, true, 1],
  [5, 288, 96, true, true, 2],
  [5, 576, 96, true, true, 1],
  [5, 576, 96, true, true, 1],
] as const;

/** Its hard sigmoids, and in Keras 2 its hard swishes, are written out in arithmetic. */
function mobilenetV3Small(net: Net): string {
  const hardSigmoid = (from: string) =>
    net.operation(
      'multiply',
      net.add('ReLU', { max_value: 6 }, net.operation('add', from, 3)),
      1 / 6,
    );
  const hardSwish = (from: string) =>
    net.version === 3
      ? act(net, from, 'hard_silu')
      : net.add('Multiply', {}, from, hardSigmoid(from));
  const unit = (from: string) => norm(net, from, { epsilon: 1e-3, momentum: 0.999 });
  let last = net.add('Rescaling', { scale: 1 / 127.5, offset: -1 }, net.input(224, 224, 3));
  last = hardSwish(unit(conv(net, last, { filters: 16, kernel: 3, stride: 2 })));
  let channels = 16;
  for (const [place, [kernel, wide, filters, gated, swishes, stride]] of SMALL.entries()) {
    const active = (from: string) => (swishes ? hardSwish(from) : net.add('ReLU', {}, from));
    const start = place === 0 ? last : active(unit(conv(net, last, { filters: wide })));
    const low = (kernel - 3) / 2;
    const room = stride === 2 ? pad(net, start, low, low + 1) : start;
    const settings = {
      ...window(kernel, stride, stride === 2 ? 'valid' : 'same'),
      use_bias: false,
    };
    let each = active(unit(net.add('DepthwiseConv2D', settings, room)));
    if (gated) {
      const narrow = Math.max(8, Math.floor((wide / 4 + 4) / 8) * 8);
      const mean = net.add('GlobalAveragePooling2D', { keepdims: true }, each);
      const squeezed = conv(net, mean, { filters: narrow, bias: true });
      const opened = conv(net, net.add('ReLU', {}, squeezed), { filters: wide, bias: true });
      each = net.add('Multiply', {}, each, hardSigmoid(opened));
    }
    const end = unit(conv(net, each, { filters }));
    last = stride === 1 && channels === filters ? net.add('Add', {}, last, end) : end;
    channels = filters;
  }
  last = hardSwish(unit(conv(net, last, { filters: 576 })));
  last = net.add('GlobalAveragePooling2D', { keepdims: true }, last);
  last = hardSwish(conv(net, last, { filters: 1024, bias: true }));
  last = conv(net, net.add('Dropout', { rate: 0.2 }, last), { filters: 1000, bias: true });
  return act(net, net.add('Flatten', {}, last), 'softmax');
}

/** Sums as `x + y`, layer scales of its own, and Dense layers on maps. */
function convnextTiny(net: Net): string {
  const layerNorm = (from: string) =>
    net.add('LayerNormalization', { axis: -1, epsilon: 1e-6, center: true, scale: true }, from);
  let last = net.add('Normalization', { axis: [-1] }, net.input(224, 224, 3));
  for (const [stage, [width, depth]] of (
    [
      [96, 3],
      [192, 3],
      [384, 9],
      [768, 3],
    ] as const
  ).entries()) {
    const kernel = stage === 0 ? 4 : 2;
    const shrinking = {
      filters: width,
      kernel,
      stride: kernel,
      padding: 'valid',
      bias: true,
    } as const;
    last =
      stage === 0 ? layerNorm(conv(net, last, shrinking)) : conv(net, layerNorm(last), shrinking);
    for (let block = 0; block < depth; block++) {
      const settings = { ...window(7, 1, 'same'), filters: width, groups: width, use_bias: true };
      const seen = layerNorm(net.add('Conv2D', settings, last));
      const wide = net.add('Dense', { units: 4 * width, use_bias: true }, seen);
      const narrow = net.add('Dense', { units: width, use_bias: true }, act(net, wide, 'gelu'));
      const scaled = net.add('LayerScale', { init_values: 1e-6, projection_dim: width }, narrow);
      last = net.operation('add', last, act(net, scaled, 'linear'));
    }
  }
  const mean = layerNorm(net.add('GlobalAveragePooling2D', { keepdims: false }, last));
  return net.add('Dense', { units: 1000, use_bias: true, activation: 'softmax' }, mean);
}

/** Scales its branches: an arbitrary function in Keras 2, a class of its own in Keras 3. */
function inceptionResnetV2(net: Net): string {
  const unit = (
    from: string,
    filters: number,
    kernel: Unit['kernel'] = 1,
    more: Partial<Unit> = {},
  ) => act(net, norm(net, conv(net, from, { filters, kernel, ...more }), { scale: false }));
  const chain = (from: string, ...units: readonly (readonly [number, Unit['kernel']])[]) =>
    units.reduce((last, [filters, kernel]) => unit(last, filters, kernel), from);
  const join = (...parts: readonly string[]) => net.add('Concatenate', { axis: 3 }, ...parts);
  const halve = { stride: 2, padding: 'valid' } as const;
  const residual = (
    from: string,
    channels: number,
    scale: number,
    name: string,
    active: boolean,
    ...branches: readonly string[]
  ) => {
    const up = conv(net, join(...branches), { filters: channels, bias: true });
    const sum =
      net.version === 3
        ? net.add('CustomScaleLayer', { scale }, from, up)
        : net.add(
            'Lambda',
            { name, function: ['4wIA', null, null], arguments: { scale } },
            from,
            up,
          );
    return active ? act(net, sum) : sum;
  };
  let last = unit(net.input(299, 299, 3), 32, 3, halve);
  last = unit(unit(last, 32, 3, { padding: 'valid' }), 64, 3);
  last = unit(pool(net, 'Max', last, 3, 2), 80, 1, { padding: 'valid' });
  last = pool(net, 'Max', unit(last, 192, 3, { padding: 'valid' }), 3, 2);
  last = join(
    unit(last, 96),
    chain(last, [48, 1], [64, 5]),
    chain(last, [64, 1], [96, 3], [96, 3]),
    unit(pool(net, 'Average', last, 3, 1, 'same'), 64),
  );
  for (let block = 1; block <= 10; block++)
    last = residual(
      last,
      320,
      0.17,
      `block35_${block}`,
      true,
      unit(last, 32),
      chain(last, [32, 1], [32, 3]),
      chain(last, [32, 1], [48, 3], [64, 3]),
    );
  last = join(
    unit(last, 384, 3, halve),
    unit(chain(last, [256, 1], [256, 3]), 384, 3, halve),
    pool(net, 'Max', last, 3, 2),
  );
  for (let block = 1; block <= 20; block++)
    last = residual(
      last,
      1088,
      0.1,
      `block17_${block}`,
      true,
      unit(last, 192),
      chain(last, [128, 1], [160, [1, 7]], [192, [7, 1]]),
    );
  last = join(
    unit(unit(last, 256), 384, 3, halve),
    unit(unit(last, 256), 288, 3, halve),
    unit(chain(last, [256, 1], [288, 3]), 320, 3, halve),
    pool(net, 'Max', last, 3, 2),
  );
  for (let block = 1; block <= 10; block++)
    last = residual(
      last,
      2080,
      block === 10 ? 1 : 0.2,
      `block8_${block}`,
      block < 10,
      unit(last, 192),
      chain(last, [192, 1], [224, [1, 3]], [256, [3, 1]]),
    );
  return head(net, unit(last, 1536));
}

/** Gates and residual sums are functions beside the layers; keras.applications of Keras 2 alone has it. */
function regnetY004(net: Net): string {
  const unit = (from: string, filters: number, kernel = 1, stride = 1, groups = 1) =>
    norm(
      net,
      net.add(
        'Conv2D',
        { ...window(kernel, stride, 'same'), filters, groups, use_bias: false },
        from,
      ),
      { momentum: 0.9, epsilon: 1e-5 },
    );
  const relu = (from: string) => net.add('ReLU', {}, from);
  let last = net.add('Rescaling', { scale: 1 / 255, offset: 0 }, net.input(224, 224, 3));
  last = relu(unit(last, 32, 3, 2));
  let channels = 32;
  for (const [width, depth] of [
    [48, 1],
    [104, 3],
    [208, 6],
    [440, 6],
  ] as const) {
    for (let block = 0; block < depth; block++) {
      const stride = block === 0 ? 2 : 1;
      const skip = block === 0 ? unit(last, width, 1, stride) : last;
      const wide = relu(unit(relu(unit(last, width)), width, 3, stride, width / 8));
      const mean = net.add('GlobalAveragePooling2D', { keepdims: true }, wide);
      const squeezed = { filters: Math.round(channels / 4), bias: true, activation: 'relu' };
      const gate = { filters: width, bias: true, activation: 'sigmoid' };
      const opened = conv(net, conv(net, mean, squeezed), gate);
      const end = unit(net.operation('multiply', opened, wide), width);
      last = relu(net.operation('add', end, skip));
      channels = width;
    }
  }
  return head(net, last);
}

/** Networks of keras.applications with arithmetic between their layers. */
export const kerasNewerNetworks = {
  mobilenetV3Small,
  convnextTiny,
  inceptionResnetV2,
  regnetY004,
} as const;
