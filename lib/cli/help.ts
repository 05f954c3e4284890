import type { Command } from './command';
import { commands } from './commands';
import { type OptionName, optionOf } from './options';
import { usage } from './parse';

/** The help of one command, or of the whole program. */
export function help(command: Command | undefined): string {
  return command ? commandHelp(command) : programHelp();
}

function programHelp(): string {
  const rows = commands.map(({ name, operands, summary }) => [
    [name, ...operands.map((operand) => `<${operand}>`)].join(' '),
    summary,
  ]);
  return text([
    'Layerboard: what convolutional networks see, cost and get wrong.',
    section('Commands', rows),
    'A file is an ONNX model, a Keras or TensorFlow.js model, or a design of Layerboard;\n' +
      '“-” is standard input, and template:NAME one of the networks that “layerboard templates” lists.',
    section('Exit codes', [
      ['0', 'All is well.'],
      ['1', 'Findings at error level, layers that cannot work, or a budget exceeded.'],
      ['2', 'Bad input: no such file, not a model, an unknown option or template.'],
    ]),
    'layerboard help COMMAND lists the options of a command.',
  ]);
}

function commandHelp(command: Command): string {
  const options: readonly OptionName[] = [...command.options, 'help'];
  return text([
    `${usage(command)}\n\n${command.summary}`,
    section(
      'Options',
      options.map((name) => optionRow(name, command)),
    ),
    section(
      'Examples',
      command.examples.map((example) => [example]),
    ),
  ]);
}

function optionRow(name: OptionName, command: Command): readonly string[] {
  const { short, value, choices, summary } = optionOf(name);
  const flag = [short ? `-${short}, ` : '', `--${name}`, value ? ` ${value}` : ''].join('');
  const among = name === 'format' ? command.formats : choices;
  return [flag, among ? `${summary} One of: ${among.join(', ')}.` : summary];
}

function section(title: string, rows: readonly (readonly string[])[]): string {
  const width = Math.max(...rows.map(([first = '']) => first.length));
  const lines = rows.map(([first = '', second = '']) =>
    `  ${first.padEnd(width)}  ${second}`.trimEnd(),
  );
  return [`${title}:`, ...lines].join('\n');
}

function text(parts: readonly string[]): string {
  return `${parts.join('\n\n')}\n`;
}
