import { describe, expect, it } from 'vitest';
import { writeDesignFile } from '@/lib/interchange/layerboard/designFile';
import { readFile } from '@/lib/interchange/readFile';
import { templateById } from '@/lib/templates/templates';
import { pick, seeded } from '@/tests/support/draw';
import { KerasConfig } from '@/tests/support/kerasConfig';
import { kerasNetworks } from '@/tests/support/kerasNetworks';
import { mutateBytes } from '@/tests/support/mutate';
import { mutateJson } from '@/tests/support/mutateJson';
import { outcomesOf, readOutcome } from '@/tests/support/readOutcome';

function design(id: string): string {
  const template = templateById(id);
  if (!template) throw new Error(`There is no template ${id}.`);
  return writeDesignFile(template.title, template.build());
}

function keras(version: 2 | 3, name: keyof typeof kerasNetworks): string {
  const net = new KerasConfig(version, name);
  return new TextDecoder().decode(net.json(kerasNetworks[name](net)));
}

/** A model within a model, and a layer that is used twice. */
function nested(version: 2 | 3): string {
  const inner = new KerasConfig(version, 'tower');
  const conv = inner.add('Conv2D', { filters: 4, kernel_size: 3 }, inner.input(8, 8, 3));
  const tower = inner.model(inner.add('SeparableConv2D', { filters: 4, kernel_size: 3 }, conv));
  const net = new KerasConfig(version, 'outer');
  const image = net.input(8, 8, 3);
  const left = net.add('Functional', { ...tower.config, name: 'tower' }, image);
  const sum = net.add('Concatenate', {}, left, net.again(left, image));
  const text = new TextDecoder().decode(net.json(net.add('Dense', { units: 3 }, sum)));
  return version === 2 ? `{"format":"layers-model","modelTopology":${text}}` : text;
}

const DESIGNS = ['lenet5', 'squeeze-expand', 'residual-projection'].map(design);
const MODELS = [
  keras(2, 'vgg16'),
  keras(3, 'mobilenet'),
  keras(2, 'mobilenetV2'),
  nested(2),
  nested(2),
  nested(3),
  nested(3),
];

describe('JSON files that were changed at random', () => {
  it('are read or refused, whichever bytes are wrong', () => {
    const counts = outcomesOf(400, (seed) => {
      const draw = seeded(seed);
      const bytes = new TextEncoder().encode(pick(draw, [...DESIGNS, ...MODELS]));
      return readOutcome(readFile('file.json', mutateBytes(bytes, draw)));
    });
    expect(Object.keys(counts)).toEqual(expect.arrayContaining(['OK', 'CUT_OFF', 'BAD_DESIGN']));
  });

  it('are read or refused, whatever a design says', () => {
    const counts = outcomesOf(400, (seed) => {
      const draw = seeded(seed);
      return readOutcome(readFile('file.json', mutateJson(pick(draw, DESIGNS), draw)));
    });
    expect(Object.keys(counts)).toEqual(expect.arrayContaining(['OK', 'BAD_DESIGN']));
  });

  it('are read or refused, whatever a model says', () => {
    const counts = outcomesOf(1000, (seed) => {
      const draw = seeded(seed);
      return readOutcome(readFile('file.json', mutateJson(pick(draw, MODELS), draw)));
    });
    expect(Object.keys(counts)).toEqual(
      expect.arrayContaining(['OK', 'OPAQUE', 'DAMAGED', 'EMPTY', 'UNKNOWN_INPUT_SIZE']),
    );
  });

  it('leave the prototype of objects alone', () => {
    const text = '{"class_name":"Sequential","config":{"__proto__":{"layers":[]},"name":"x"}}';
    expect(readOutcome(readFile('file.json', new TextEncoder().encode(text)))).toBe('DAMAGED');
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

describe('JSON files that were made to be trouble', () => {
  const refusal = (text: string) => {
    const read = readFile('bomb.json', new TextEncoder().encode(text));
    return read.ok ? 'read' : `${read.error.code}: ${read.error.message}`;
  };

  it.each([
    ['lists', '['.repeat(5_000_000)],
    ['objects', '{"config":'.repeat(2_000_000)],
    ['lists in a model', `{"class_name":"Sequential","config":${'['.repeat(3_000_000)}`],
  ])('a tower of %s', (_what, text) => {
    expect(refusal(text)).toBe(
      'TOO_LARGE: “bomb.json” is too large to read: it has lists more than 200 deep within one another.',
    );
  });

  it('a list without end', () => {
    expect(refusal(`[${'[],'.repeat(5_000_000)}[]]`)).toBe(
      'TOO_LARGE: “bomb.json” is too large to read: it has more than 4,000,000 values.',
    );
  });

  it('brackets within a text are none', () => {
    expect(refusal(JSON.stringify({ format: `${'['.repeat(1000)}"\\` }))).toMatch(
      /^NOT_RECOGNISED: /,
    );
  });

  it('numbers beyond all others', () => {
    const input = { class_name: 'InputLayer', config: { batch_shape: [null, 1e300, 2 ** 53, 3] } };
    const config = { name: 'huge', layers: [input] };
    expect(refusal(JSON.stringify({ class_name: 'Sequential', config }))).toMatch(/^DAMAGED: /);
  });

  it('hundreds of thousands of layers', () => {
    const relu = { class_name: 'ReLU', config: {} };
    const config = { layers: new Array<object>(300_000).fill(relu), build_input_shape: [null, 4] };
    expect(refusal(JSON.stringify({ class_name: 'Sequential', config }))).toBe(
      'TOO_LARGE: The file is too large to read: it has more than 20,000 layers.',
    );
  });
});
