import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import published from '@/lib/cli/analysis.schema.json';
import { analysisDocumentSchema } from '@/lib/cli/analysisDocument';
import { storeGraph } from '@/lib/graph/stored';
import { GraphBuilder } from '@/lib/templates/builder';
import { templates } from '@/lib/templates/templates';
import { analyzed, fixturePath, holding, layerboard } from '@/tests/support/layerboard';

const LENET = ['analyze', 'template:lenet5', '--batch', '4', '--optimizer', 'sgd'];

/** A small design as a file: `build` adds layers to an image of 8×8×3. */
function design(build: (net: GraphBuilder, image: { id: string; port: number }) => void) {
  const net = new GraphBuilder();
  build(net, net.add('input', 'image', { channels: 3, height: 8, width: 8 }));
  return holding({ 'design.json': JSON.stringify(storeGraph(net.build())) });
}

/** The kernel is larger than the map; what follows is blocked. */
const broken = design((net, image) => {
  const conv = net.add('conv2d', 'wide', { filters: 4, kernel: [9, 9], padding: 'valid' }, image);
  net.add('output', 'logits', {}, net.add('activation', 'relu', {}, conv));
});

const opaque = design((net, image) => {
  net.add('opaque', 'odd', { operator: 'FFT', reason: 'It is not known.' }, image);
});

describe('json', () => {
  it('says of LeNet-5 what its paper and PyTorch say', async () => {
    const document = await analyzed('template:lenet5', '--batch', '4', '--optimizer', 'sgd');
    const { nodes, ...whole } = document;
    expect(whole).toEqual({
      format: 'layerboard-analysis/1',
      model: { format: 'template', name: 'LeNet-5', file: 'template:lenet5' },
      settings: { batch: 4, precision: 'fp32', optimizer: 'sgd', field: 'exact' },
      totals: {
        layers: 14,
        params: 61706,
        trainableParams: 61706,
        buffers: 0,
        counters: 0,
        macs: 416520,
        flops: 833040,
        operations: expect.any(Number),
        unknown: [],
      },
      memory: {
        inference: {
          samples: 1,
          parameterBytes: 246824,
          bufferBytes: 0,
          peakActivationBytes: 37632,
        },
        training: {
          samples: 4,
          savedActivationBytes: 4 * 44944,
          inputBytes: 4 * 4096,
          parameterBytes: 246824,
          bufferBytes: 0,
          gradientBytes: 246824,
          optimizerBytes: 0,
          peakBytes: expect.any(Number),
          contextBytes: [expect.any(Number), expect.any(Number)],
          likelyBytes: expect.any(Number),
        },
      },
      budgets: [],
      problems: [],
      opaque: [],
      notes: [],
    });
    expect(nodes[4]).toEqual({
      id: 'conv2',
      name: 'conv2',
      kind: 'conv2d',
      inputs: ['pool1'],
      sourceTensors: [],
      outputShape: [1, 16, 10, 10],
      params: 2416,
      buffers: 0,
      counters: 0,
      macs: 240000,
      field: { size: [14, 14], jump: [2, 2], left: [0, 0] },
      outputBytes: 6400,
      savedBytes: 4 * 4704,
    });
  });

  it('names the tensors of the file', async () => {
    const { nodes, model } = await analyzed(fixturePath('onnx/lenet5.onnx'));
    expect(nodes.flatMap(({ sourceTensors }) => sourceTensors).slice(0, 3)).toEqual([
      'input',
      expect.any(String),
      expect.any(String),
    ]);
    expect(model).toMatchObject({ format: 'onnx', opset: 14 });
  });

  it('totals are the sums of the rows, bytes kept too', async () => {
    const { nodes, totals, memory } = await analyzed('template:resnet18', '--batch', '3');
    const sum = (key: 'params' | 'buffers' | 'counters' | 'macs' | 'savedBytes') =>
      nodes.reduce((total, node) => total + (node[key] ?? 0), 0);
    expect({
      params: sum('params'),
      buffers: sum('buffers'),
      counters: sum('counters'),
      macs: sum('macs'),
      saved: sum('savedBytes'),
    }).toEqual({
      params: totals.params,
      buffers: totals.buffers,
      counters: totals.counters,
      macs: totals.macs,
      saved: memory.training.savedActivationBytes,
    });
  });

  it('bytes are halved in half precision, and weights are kept twice in mixed', async () => {
    const [full, half, mixed] = await Promise.all(
      ['fp32', 'fp16', 'mixed'].map((dtype) => analyzed('template:lenet5', '--dtype', dtype)),
    );
    const bytes = (document: typeof full) => ({
      peak: document?.memory.inference.peakActivationBytes,
      weights: document?.memory.inference.parameterBytes,
      output: document?.nodes[1]?.outputBytes,
    });
    expect([full, half, mixed].map(bytes)).toEqual([
      { peak: 37632, weights: 61706 * 4, output: 4704 * 4 },
      { peak: 37632 / 2, weights: 61706 * 2, output: 4704 * 2 },
      { peak: 37632 / 2, weights: 61706 * 6, output: 4704 * 2 },
    ]);
  });

  it('[A5] fields follow the convention that was asked for', async () => {
    const fields = async (...args: readonly string[]) =>
      (await analyzed('template:lenet5', ...args)).nodes
        .slice(0, 5)
        .map(({ field }) => (typeof field === 'object' ? field?.size[0] : field));
    expect([await fields(), await fields('--field', 'classroom')]).toEqual([
      [1, 5, 5, 6, 14],
      [1, 5, 5, 10, 14],
    ]);
  });

  it('null stands for what is not known, and totals list whose cost it is', async () => {
    const { stdout, exitCode } = await layerboard(
      ['analyze', 'design.json', '--format', 'json'],
      opaque,
    );
    const { nodes, totals } = analysisDocumentSchema.parse(JSON.parse(stdout));
    expect({ exitCode, node: nodes[1], unknown: totals.unknown }).toMatchObject({
      exitCode: 0,
      node: { outputShape: null, macs: null, field: null, outputBytes: null },
      unknown: ['odd'],
    });
  });

  it('a layer that cannot work is a problem, and the exit code 1; those behind it are none', async () => {
    const { stdout, exitCode } = await layerboard(
      ['analyze', 'design.json', '--format', 'json'],
      broken,
    );
    const { problems, nodes } = analysisDocumentSchema.parse(JSON.parse(stdout));
    expect({ exitCode, problems, unknown: nodes.map(({ params }) => params) }).toEqual({
      exitCode: 1,
      problems: [
        {
          node: 'wide',
          level: 'error',
          code: 'too-small',
          message: expect.stringContaining('9×9'),
        },
      ],
      unknown: [0, null, null, null],
    });
  });

  it('fits the JSON Schema that is published beside it', () => {
    expect(published).toEqual(JSON.parse(JSON.stringify(z.toJSONSchema(analysisDocumentSchema))));
  });
});

describe('budgets', () => {
  it.each([
    ['--max-params', '61706', 0],
    ['--max-params', '61705', 1],
    ['--max-macs', '416.52k', 0],
    ['--max-macs', '416.5k', 1],
    ['--max-memory', '16GiB', 0],
    ['--max-memory', '16KiB', 1],
  ] as const)('%s %s ends with %i', async (option, limit, code) => {
    const { exitCode, messages } = await layerboard([...LENET, option, limit]);
    expect({ exitCode, told: messages.map((message) => message.includes(`(${option})`)) }).toEqual({
      exitCode: code,
      told: code === 1 ? [true] : [],
    });
  });

  it('are in the object with their values, all of them', async () => {
    const { budgets } = await analyzed(
      'template:lenet5',
      ...['--max-params', '60k', '--max-macs', '1M', '--max-memory', '1TiB'],
    );
    expect(budgets).toEqual([
      { figure: 'totals.params', limit: 60000, value: 61706, exceeded: true },
      { figure: 'totals.macs', limit: 1e6, value: 416520, exceeded: false },
      {
        figure: 'memory.training.peakBytes',
        limit: 1024 ** 4,
        value: expect.any(Number),
        exceeded: false,
      },
    ]);
  });

  it('cannot be vouched for where layers are not known: that is said, and no failure', async () => {
    const { exitCode, messages } = await layerboard(
      ['analyze', 'design.json', '--max-macs', '1M'],
      opaque,
    );
    expect({ exitCode, messages }).toEqual({
      exitCode: 0,
      messages: [
        'The design has at least 0 multiply-accumulates, of at most 1.00 M (--max-macs); some layers are not known.',
      ],
    });
  });
});

describe('--gpu', () => {
  it.each(['Tesla T4', 't4', 'tesla-t4'])('finds “%s”', async (name) => {
    const { gpu } = await analyzed('template:lenet5', '--gpu', name);
    expect(gpu).toMatchObject({ name: 'Tesla T4', memoryBytes: 16 * 1024 ** 3, fit: 'fits' });
  });

  it('says what does not fit, and the largest batch that does', async () => {
    const huge = await analyzed('template:vgg16', '--batch', '4096', '--gpu', 'H200');
    const largest = `${huge.gpu?.largestBatch}`;
    const fits = await analyzed('template:vgg16', '--batch', largest, '--gpu', 'H200');
    expect([huge.gpu?.fit, fits.gpu?.fit]).toEqual(['too large', 'fits']);
  });

  it.each([
    ['A100', '“--gpu A100” could be several: A100 40 GB, A100 80 GB.'],
    ['H20O', 'Did you mean “H200”?'],
  ])('%s: asks which one is meant', async (name, part) => {
    const { exitCode, messages } = await layerboard([...LENET, '--gpu', name]);
    expect({ exitCode, asked: messages[0]?.includes(part) }).toEqual({ exitCode: 2, asked: true });
  });
});

describe('formats', () => {
  it('table: a row for each layer under a head, then the figures', async () => {
    const { stdout } = await layerboard(LENET);
    const [title, , head, rule, first, second] = stdout.split('\n');
    expect([title, head?.split(/ {2,}/), /^[─ ]+$/.test(rule ?? '')]).toEqual([
      'LeNet-5: fp32, sgd, batch 4, exact receptive field',
      ['Layer', 'Kind', 'Output', 'Field', 'Parameters', 'MACs', 'Output bytes', 'Kept'],
      true,
    ]);
    expect([first, second].map((line) => line?.split(/ {2,}/))).toEqual([
      ['image', 'Input', '32×32×1', '1×1', '0', '0', '4.00 KiB', '0 B'],
      ['conv1', 'Conv 2D', '28×28×6', '5×5', '156', '117,600', '18.38 KiB', '0 B'],
    ]);
    expect(stdout).toMatch(/^Parameters {2,}61\.71 k \(61,706\)$/m);
  });

  it('markdown: a heading, two tables, and nothing that a name could smuggle in', async () => {
    const ports = design((net, image) => {
      net.add('conv2d', '<img src=x>|a*b*', { filters: 4 }, image);
    });
    const { stdout } = await layerboard(['analyze', 'design.json', '--format', 'markdown'], ports);
    expect(stdout).toContain('\n| &lt;img src=x>\\|a\\*b\\* | Conv 2D | 8×8×4 | 3×3 | 112 |');
    expect(stdout.match(/^\| -+:? \|/gm)).toHaveLength(2);
  });

  it('csv: plain numbers, quoted where needed, no formulas', async () => {
    const ports = design((net, image) => {
      net.add('conv2d', '=SUM(A1,"x")', { filters: 4 }, image);
    });
    const { stdout } = await layerboard(['analyze', 'design.json', '--format', 'csv'], ports);
    expect(stdout.split('\r\n')).toEqual([
      'id,name,kind,inputs,source_tensors,output_shape,params,buffers,counters,macs,field,field_height,field_width,jump_height,jump_width,left_height,left_width,output_bytes,saved_bytes',
      'image,image,input,,,1x3x8x8,0,0,0,0,local,1,1,1,1,0,0,768,0',
      `SUM_A1_x_,"'=SUM(A1,""x"")",conv2d,image,,1x4x8x8,112,0,0,6912,local,3,3,1,1,-1,-1,1024,0`,
      '',
    ]);
  });

  it('notation: the lines of the lecture notes', async () => {
    const { stdout } = await layerboard([...LENET, '--format', 'notation']);
    expect(stdout.split('\n').slice(0, 3)).toEqual([
      '32x32x1 RF 1x1',
      '32x32x1 | (5x5x1)x6 | 28x28x6 RF 5x5',
      expect.stringContaining('28x28x6 RF 5x5'),
    ]);
  });

  it.each(['table', 'markdown'])(
    '%s tells of problems and of what is not known',
    async (format) => {
      const args = ['analyze', 'design.json', '--format', format];
      const [wrong, strange] = [await layerboard(args, broken), await layerboard(args, opaque)];
      expect(wrong.stdout).toContain('error: “wide”: The window covers 9×9');
      expect(strange.stdout).toContain('not known: “odd” (FFT): It is not known.');
      expect(strange.stdout).toContain('totals are lower bounds');
    },
  );
});

describe.each(templates.map(({ id }) => id))('template:%s', (id) => {
  it('can be analysed in every format', async () => {
    const formats = ['json', 'table', 'markdown', 'csv', 'notation'];
    const outcomes = await Promise.all(
      formats.map((format) => layerboard(['analyze', `template:${id}`, '--format', format])),
    );
    const [first] = outcomes;
    const document = analysisDocumentSchema.parse(JSON.parse(first?.stdout ?? ''));
    expect({
      codes: outcomes.map(({ exitCode }) => exitCode),
      unknown: document.totals.unknown,
      rows: outcomes
        .slice(1)
        .map(({ stdout }) => stdout.split('\n').length > document.nodes.length),
    }).toEqual({ codes: formats.map(() => 0), unknown: [], rows: [true, true, true, true] });
  });
});
