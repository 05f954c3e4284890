import { act, conv, head, type Net, norm, pad, pool, type Unit, window } from './kerasUnits';

function vgg16(net: Net): string {
  let last = net.input(224, 224, 3);
  for (const [block, [filters, depth]] of (
    [
      [64, 2],
      [128, 2],
      [256, 3],
      [512, 3],
      [512, 3],
    ] as const
  ).entries()) {
    for (let layer = 1; layer <= depth; layer++)
      last = conv(
        net,
        last,
        { filters, kernel: 3, bias: true, activation: 'relu' },
        `block${block + 1}_conv${layer}`,
      );
    last = pool(net, 'Max', last, 2);
  }
  last = net.add('Flatten', { name: 'flatten', data_format: 'channels_last' }, last);
  for (const name of ['fc1', 'fc2'])
    last = net.add('Dense', { name, units: 4096, use_bias: true, activation: 'relu' }, last);
  return net.add(
    'Dense',
    { name: 'predictions', units: 1000, use_bias: true, activation: 'softmax' },
    last,
  );
}

function resnet50(net: Net): string {
  const epsilon = 1.001e-5;
  const unit = (from: string, size: Unit) =>
    norm(net, conv(net, from, { ...size, bias: true }), { epsilon });
  let last = unit(pad(net, net.input(224, 224, 3), 3), {
    filters: 64,
    kernel: 7,
    stride: 2,
    padding: 'valid',
  });
  last = pool(net, 'Max', pad(net, act(net, last), 1), 3, 2);
  for (const [stage, [filters, blocks]] of (
    [
      [64, 3],
      [128, 4],
      [256, 6],
      [512, 3],
    ] as const
  ).entries()) {
    for (let block = 0; block < blocks; block++) {
      const stride = block === 0 && stage > 0 ? 2 : 1;
      const shortcut =
        block === 0 ? unit(last, { filters: 4 * filters, stride, padding: 'valid' }) : last;
      const first = act(net, unit(last, { filters, stride, padding: 'valid' }));
      const second = act(net, unit(first, { filters, kernel: 3 }));
      const sum = net.add(
        'Add',
        {},
        shortcut,
        unit(second, { filters: 4 * filters, padding: 'valid' }),
      );
      last = act(net, sum, 'relu', `conv${stage + 2}_block${block + 1}_out`);
    }
  }
  return head(net, last);
}

function mobilenet(net: Net): string {
  const relu6 = (from: string) =>
    net.add('ReLU', { max_value: 6, negative_slope: 0, threshold: 0 }, norm(net, from));
  let last = relu6(conv(net, net.input(224, 224, 3), { filters: 32, kernel: 3, stride: 2 }));
  const blocks = [
    [64, 1],
    [128, 2],
    [128, 1],
    [256, 2],
    [256, 1],
    [512, 2],
    [512, 1],
    [512, 1],
    [512, 1],
    [512, 1],
    [512, 1],
    [1024, 2],
    [1024, 1],
  ] as const;
  for (const [filters, stride] of blocks) {
    if (stride === 2) last = pad(net, last, 0, 1);
    last = relu6(
      net.add(
        'DepthwiseConv2D',
        {
          ...window(3, stride, stride === 1 ? 'same' : 'valid'),
          depth_multiplier: 1,
          use_bias: false,
          activation: 'linear',
        },
        last,
      ),
    );
    last = relu6(conv(net, last, { filters }));
  }
  last = net.add('GlobalAveragePooling2D', { keepdims: true }, last);
  last = net.add('Dropout', { rate: 0.001, noise_shape: null, seed: null }, last);
  last = conv(net, last, { filters: 1000, bias: true }, 'conv_preds');
  return act(
    net,
    net.add('Reshape', { name: 'reshape_2', target_shape: [1000] }, last),
    'softmax',
    'predictions',
  );
}

function mobilenetV2(net: Net): string {
  const unit = (from: string) => norm(net, from, { epsilon: 1e-3, momentum: 0.999 });
  const relu6 = (from: string) =>
    net.add('ReLU', { max_value: 6, negative_slope: 0, threshold: 0 }, unit(from));
  let last = relu6(conv(net, net.input(224, 224, 3), { filters: 32, kernel: 3, stride: 2 }));
  let channels = 32;
  for (const [filters, repeats, firstStride, expansion] of [
    [16, 1, 1, 1],
    [24, 2, 2, 6],
    [32, 3, 2, 6],
    [64, 4, 2, 6],
    [96, 3, 1, 6],
    [160, 3, 2, 6],
    [320, 1, 1, 6],
  ] as const) {
    for (let repeat = 0; repeat < repeats; repeat++) {
      const stride = repeat === 0 ? firstStride : 1;
      const wide =
        expansion === 1 ? last : relu6(conv(net, last, { filters: expansion * channels }));
      const room = stride === 2 ? pad(net, wide, 0, 1) : wide;
      const each = relu6(
        net.add(
          'DepthwiseConv2D',
          { ...window(3, stride, stride === 1 ? 'same' : 'valid'), use_bias: false },
          room,
        ),
      );
      const narrow = unit(conv(net, each, { filters }));
      last = stride === 1 && channels === filters ? net.add('Add', {}, last, narrow) : narrow;
      channels = filters;
    }
  }
  return head(net, relu6(conv(net, last, { filters: 1280 })));
}

function xception(net: Net): string {
  const sep = (from: string, filters: number) =>
    norm(
      net,
      net.add(
        'SeparableConv2D',
        {
          ...window(3, 1, 'same'),
          filters,
          depth_multiplier: 1,
          use_bias: false,
          activation: 'linear',
        },
        from,
      ),
    );
  let last = act(
    net,
    norm(
      net,
      conv(net, net.input(299, 299, 3), { filters: 32, kernel: 3, stride: 2, padding: 'valid' }),
    ),
  );
  last = act(net, norm(net, conv(net, last, { filters: 64, kernel: 3, padding: 'valid' })));
  for (const [place, filters] of [128, 256, 728].entries()) {
    const shortcut = norm(net, conv(net, last, { filters, stride: 2 }));
    const first = sep(place === 0 ? last : act(net, last), filters);
    const second = sep(act(net, first), filters);
    last = net.add('Add', {}, pool(net, 'Max', second, 3, 2, 'same'), shortcut);
  }
  for (let block = 0; block < 8; block++) {
    let branch = last;
    for (let layer = 0; layer < 3; layer++) branch = sep(act(net, branch), 728);
    last = net.add('Add', {}, branch, last);
  }
  const shortcut = norm(net, conv(net, last, { filters: 1024, stride: 2 }));
  const exit = sep(act(net, sep(act(net, last), 728)), 1024);
  last = net.add('Add', {}, pool(net, 'Max', exit, 3, 2, 'same'), shortcut);
  return head(net, act(net, sep(act(net, sep(last, 1536)), 2048)));
}

function densenet121(net: Net): string {
  const ready = (from: string) => act(net, norm(net, from, { epsilon: 1.001e-5 }));
  let last = conv(net, pad(net, net.input(224, 224, 3), 3), {
    filters: 64,
    kernel: 7,
    stride: 2,
    padding: 'valid',
  });
  last = pool(net, 'Max', pad(net, ready(last), 1), 3, 2);
  let channels = 64;
  for (const [place, depth] of [6, 12, 24, 16].entries()) {
    for (let layer = 0; layer < depth; layer++) {
      const narrow = conv(net, ready(last), { filters: 128 });
      const grown = conv(net, ready(narrow), { filters: 32, kernel: 3 });
      last = net.add('Concatenate', { axis: net.version === 3 ? -1 : 3 }, last, grown);
      channels += 32;
    }
    if (place === 3) break;
    channels /= 2;
    last = pool(net, 'Average', conv(net, ready(last), { filters: channels }), 2);
  }
  return head(net, ready(last));
}

function efficientnetB0(net: Net): string {
  const swish = (from: string) => act(net, from, net.version === 3 ? 'silu' : 'swish');
  let last = net.add('Rescaling', { scale: 1 / 255, offset: 0 }, net.input(224, 224, 3));
  last = net.add('Normalization', { axis: [-1], mean: null, variance: null }, last);
  last = swish(
    norm(
      net,
      conv(net, pad(net, last, 0, 1), { filters: 32, kernel: 3, stride: 2, padding: 'valid' }),
    ),
  );
  let channels = 32;
  for (const [kernel, repeats, filters, expansion, firstStride] of [
    [3, 1, 16, 1, 1],
    [3, 2, 24, 6, 2],
    [5, 2, 40, 6, 2],
    [3, 3, 80, 6, 2],
    [5, 3, 112, 6, 1],
    [5, 4, 192, 6, 2],
    [3, 1, 320, 6, 1],
  ] as const) {
    for (let repeat = 0; repeat < repeats; repeat++) {
      const stride = repeat === 0 ? firstStride : 1;
      const wide = channels * expansion;
      const start = expansion === 1 ? last : swish(norm(net, conv(net, last, { filters: wide })));
      const room = stride === 2 ? pad(net, start, (kernel - 3) / 2, (kernel - 1) / 2) : start;
      const each = swish(
        norm(
          net,
          net.add(
            'DepthwiseConv2D',
            { ...window(kernel, stride, stride === 1 ? 'same' : 'valid'), use_bias: false },
            room,
          ),
        ),
      );
      const mean = net.add(
        'Reshape',
        { target_shape: [1, 1, wide] },
        net.add('GlobalAveragePooling2D', {}, each),
      );
      const squeezed = conv(net, mean, {
        filters: Math.max(1, channels / 4),
        bias: true,
        activation: net.version === 3 ? 'silu' : 'swish',
      });
      const gate = conv(net, squeezed, { filters: wide, bias: true, activation: 'sigmoid' });
      const narrow = norm(net, conv(net, net.add('Multiply', {}, each, gate), { filters }));
      const joins = stride === 1 && channels === filters;
      last = joins
        ? net.add(
            'Add',
            {},
            net.add('Dropout', { rate: 0.2, noise_shape: [null, 1, 1, 1] }, narrow),
            last,
          )
        : narrow;
      channels = filters;
    }
  }
  return head(net, swish(norm(net, conv(net, last, { filters: 1280 }))));
}

function inceptionV3(net: Net): string {
  const unit = (
    from: string,
    filters: number,
    kernel: Unit['kernel'] = 1,
    rest: Partial<Unit> = {},
  ) => act(net, norm(net, conv(net, from, { filters, kernel, ...rest }), { scale: false }));
  const chain = (from: string, ...steps: readonly (readonly [number, Unit['kernel']])[]) =>
    steps.reduce((last, [filters, kernel]) => unit(last, filters, kernel), from);
  const join = (...branches: readonly string[]) => net.add('Concatenate', { axis: 3 }, ...branches);
  const halve = { stride: 2, padding: 'valid' } as const;
  const mean = (from: string) => pool(net, 'Average', from, 3, 1, 'same');
  let last = unit(net.input(299, 299, 3), 32, 3, halve);
  last = unit(unit(last, 32, 3, { padding: 'valid' }), 64, 3);
  last = unit(pool(net, 'Max', last, 3, 2), 80, 1, { padding: 'valid' });
  last = pool(net, 'Max', unit(last, 192, 3, { padding: 'valid' }), 3, 2);
  for (const pooled of [32, 64, 64])
    last = join(
      unit(last, 64),
      chain(last, [48, 1], [64, 5]),
      chain(last, [64, 1], [96, 3], [96, 3]),
      unit(mean(last), pooled),
    );
  last = join(
    unit(last, 384, 3, halve),
    unit(chain(last, [64, 1], [96, 3]), 96, 3, halve),
    pool(net, 'Max', last, 3, 2),
  );
  for (const width of [128, 160, 160, 192])
    last = join(
      unit(last, 192),
      chain(last, [width, 1], [width, [1, 7]], [192, [7, 1]]),
      chain(last, [width, 1], [width, [7, 1]], [width, [1, 7]], [width, [7, 1]], [192, [1, 7]]),
      unit(mean(last), 192),
    );
  last = join(
    unit(unit(last, 192), 320, 3, halve),
    unit(chain(last, [192, 1], [192, [1, 7]], [192, [7, 1]]), 192, 3, halve),
    pool(net, 'Max', last, 3, 2),
  );
  for (let block = 0; block < 2; block++) {
    const narrow = unit(last, 384);
    const deep = chain(last, [448, 1], [384, 3]);
    const cross = (from: string) => join(unit(from, 384, [1, 3]), unit(from, 384, [3, 1]));
    last = join(unit(last, 320), cross(narrow), cross(deep), unit(mean(last), 192));
  }
  return head(net, last);
}

/** Networks of keras.applications as Keras writes them; each answers the name of its last layer. */
export const kerasNetworks = {
  vgg16,
  resnet50,
  mobilenet,
  mobilenetV2,
  xception,
  densenet121,
  efficientnetB0,
  inceptionV3,
} as const;
