import { describe, expect, it } from 'vitest';
import { commands } from '@/lib/cli/commands';
import { OPTIONS } from '@/lib/cli/options';
import { layerboard } from '@/tests/support/layerboard';

/** What is said about a command line that does not fit: nothing on standard output, one sentence, exit code 2. */
async function refusal(...args: readonly string[]): Promise<string> {
  const { exitCode, stdout, messages } = await layerboard(args);
  expect({ exitCode, stdout, messages: messages.length }).toEqual({
    exitCode: 2,
    stdout: '',
    messages: 1,
  });
  return messages[0] ?? '';
}

describe('command lines that do not fit', () => {
  it.each([
    [
      ['analyse', 'x.onnx'],
      '“analyse” is no command; there are analyze, lint, compare, convert, templates. Did you mean “analyze”?',
    ],
    [
      ['model.onnx'],
      '“model.onnx” is no command; there are analyze, lint, compare, convert, templates. Did you mean “layerboard analyze model.onnx”?',
    ],
    [['--bach', '3'], '“3” is no command; there are analyze, lint, compare, convert, templates.'],
    [
      ['analyze', 'template:vgg16', '--bach=8'],
      '“--bach” is no option of analyze. Did you mean “--batch”?',
    ],
    [['lint', 'template:vgg16', '--gpu=T4'], '“--gpu” is no option of lint.'],
    [['analyze', 'template:vgg16', '-x'], '“-x” is no option of analyze.'],
    [['analyze', 'template:vgg16', '--batch'], '“--batch” needs a value.'],
    [['analyze', 'template:vgg16', '--batch='], '“--batch” needs a value.'],
    [['analyze', 'template:vgg16', '--batch', '8', '--batch', '9'], '“--batch” is given twice.'],
    [
      ['analyze', 'template:vgg16', '--batch', '0'],
      '“--batch” cannot be “0”; a whole number from 1 to 65,536 was expected.',
    ],
    [
      ['analyze', 'template:vgg16', '--batch', '-4'],
      '“--batch” cannot be “-4”; a whole number from 1 to 65,536 was expected.',
    ],
    [
      ['analyze', 'template:vgg16', '--batch', '1.5'],
      '“--batch” cannot be “1.5”; a whole number from 1 to 65,536 was expected.',
    ],
    [
      ['analyze', 'template:vgg16', '--dtype', 'fp61'],
      '“--dtype” cannot be “fp61”; it can be fp32, fp16, bf16, mixed. Did you mean “fp16”?',
    ],
    [
      ['analyze', 'template:vgg16', '--optimizer', 'adan'],
      '“--optimizer” cannot be “adan”; it can be sgd, momentum, adam, adamw, rmsprop. Did you mean “adam”?',
    ],
    [
      ['analyze', 'template:vgg16', '--field', 'lecture'],
      '“--field” cannot be “lecture”; it can be exact, classroom.',
    ],
    [
      ['analyze', 'template:vgg16', '--format', 'jsn'],
      '“--format” cannot be “jsn”; it can be table, json, markdown, csv, notation. Did you mean “json”?',
    ],
    [
      ['lint', 'template:vgg16', '--format', 'notation'],
      '“--format” cannot be “notation”; it can be table, json, markdown, csv.',
    ],
    [
      ['analyze', 'template:vgg16', '--input', '3,224'],
      '“template:vgg16”: its input is 224×224×3, and --input gives 224.',
    ],
    [
      ['analyze', 'template:vgg16', '--input', '3,0,224'],
      '“--input” cannot be “3,0,224”; expected are the sizes of a map, such as 1,3,224,224 or 3,224,224, or the length of a vector, each from 1 to 1,048,576.',
    ],
    [
      ['analyze', 'template:vgg16', '--max-params', 'many'],
      '“--max-params” cannot be “many”; a count was expected, such as 640, 25M or 4.1G.',
    ],
    [
      ['analyze', 'template:vgg16', '--max-memory', '16G'],
      '“--max-memory” cannot be “16G”; bytes were expected with their unit, such as 512MiB, 16GiB or 24GB.',
    ],
    [
      ['analyze'],
      'analyze needs file | template:NAME: layerboard analyze <file | template:NAME> [options]',
    ],
    [
      ['compare', 'template:vgg16'],
      'compare needs after: layerboard compare <before> <after> [options]',
    ],
    [
      ['lint', 'template:vgg16', 'template:vgg19'],
      '“template:vgg19” is too much: lint takes file | template:NAME.',
    ],
    [['templates', 'x'], '“x” is too much: templates takes nothing.'],
    [['convert', 'template:vgg16'], 'convert needs --to json or --to notation.'],
    [
      ['convert', 'template:vgg16', '--to', 'onnx'],
      '“--to” cannot be “onnx”; it can be json, notation.',
    ],
    [
      ['analyze', 'template:resnet-18'],
      'There is no template “resnet-18”. Did you mean “resnet18”?',
    ],
    [
      ['analyze', 'template:transformer'],
      'There is no template “transformer”. “layerboard templates” lists them.',
    ],
  ] as const)('%j', async (args, sentence) => {
    expect(await refusal(...args)).toBe(sentence);
  });
});

describe('help', () => {
  it('lists every command, and what the exit codes mean', async () => {
    const { stdout, exitCode } = await layerboard(['--help']);
    const missing = commands.filter(
      ({ name, summary }) => !stdout.includes(`  ${name} `) || !stdout.includes(summary),
    );
    expect({ exitCode, missing, codes: stdout.match(/^ {2}[012] /gm) }).toEqual({
      exitCode: 0,
      missing: [],
      codes: ['  0 ', '  1 ', '  2 '],
    });
  });

  it.each(commands.map(({ name }) => name))(
    'of %s lists its options, and no others',
    async (name) => {
      const ways = [
        ['help', name],
        [name, '--help'],
        [name, '-h'],
      ];
      const outcomes = await Promise.all(ways.map((args) => layerboard(args)));
      const [first] = outcomes;
      const listed = Object.keys(OPTIONS).filter((option) =>
        first?.stdout.includes(`--${option} `),
      );
      const command = commands.find((each) => each.name === name);
      expect({ outcomes: new Set(outcomes.map(({ stdout }) => stdout)).size, listed }).toEqual({
        outcomes: 1,
        listed: Object.keys(OPTIONS).filter(
          (option) => option === 'help' || command?.options.some((each) => each === option),
        ),
      });
    },
  );

  it('stands for nothing asked, too', async () => {
    expect(await layerboard([])).toEqual(await layerboard(['help']));
  });

  it('shows examples that work as they stand, where they name templates', async () => {
    const examples = commands.flatMap((command) => command.examples);
    const ready = examples.filter((line) => !/\.(onnx|json)/.test(line));
    const codes = await Promise.all(
      ready.map(async (line) => (await layerboard(line.split(' ').slice(1))).exitCode),
    );
    expect({ codes, some: ready.length > 3 }).toEqual({ codes: ready.map(() => 0), some: true });
  });
});

describe('version', () => {
  it.each([['--version'], ['-v']])('%s prints it', async (option) => {
    expect(await layerboard([option])).toEqual({ exitCode: 0, stdout: '1.2.3\n', messages: [] });
  });
});
