import { err, ok, type Result } from '@/lib/result';
import type { Command, Invocation } from './command';
import { commands } from './commands';
import { type FormatName, isFormatName } from './formats/formats';
import { didYouMean } from './nearest';
import { isOptionName, type OptionName, optionOf } from './options';

/** A piece of a command line, as Node's `parseArgs` returns them with `tokens`. */
export type Token = OptionToken | { readonly value: string } | { readonly index: number };

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
}

/** What a command line asks for. */
export type Request =
  | { readonly type: 'run'; readonly command: Command; readonly invocation: Invocation }
  | { readonly type: 'help'; readonly command: Command | undefined }
  | { readonly type: 'version' };

/** Understands a command line; the error is a sentence that names the word that does not fit. */
export function parse(tokens: readonly Token[]): Result<Request, string> {
  const given = tokens.filter((token): token is OptionToken => 'rawName' in token);
  const [name, ...operands] = tokens.flatMap((token) =>
    'rawName' in token || !('value' in token) ? [] : [token.value],
  );
  const asks = (option: OptionName) => given.some((token) => token.name === option);
  const isHelp = name === 'help';
  const named = isHelp ? operands[0] : name;
  const command = commands.find((each) => each.name === named);
  if (named !== undefined && !command) return err(unknownCommand(named));
  if (isHelp || asks('help')) return ok({ type: 'help', command });
  if (asks('version')) return ok({ type: 'version' });
  const values = readOptions(given, command);
  if (!values.ok) return values;
  if (!command) return ok({ type: 'help', command });
  const problem = operandProblem(command, operands);
  if (problem) return err(problem);
  const format = readFormat(command, values.value.format);
  if (!format.ok) return format;
  return ok({
    type: 'run',
    command,
    invocation: { operands, values: values.value, format: format.value },
  });
}

function unknownCommand(name: string): string {
  const names = commands.map((command) => command.name);
  const looksLikeFile = /[./:\\]/.test(name);
  const advice = looksLikeFile ? ` Did you mean “layerboard analyze ${name}”?` : '';
  return `“${name}” is no command; there are ${names.join(', ')}.${didYouMean(name, names) || advice}`;
}

function readOptions(
  tokens: readonly OptionToken[],
  command: Command | undefined,
): Result<Invocation['values'], string> {
  const values: Partial<Record<OptionName, string>> = {};
  const known: readonly OptionName[] = [...(command?.options ?? []), 'help', 'version'];
  for (const { name, rawName, value } of tokens) {
    if (!isOptionName(name) || !known.includes(name)) {
      const of = command ? `no option of ${command.name}` : 'no option';
      const meant = didYouMean(
        rawName,
        known.map((each) => `--${each}`),
      );
      return err(`“${rawName}” is ${of}.${meant}`);
    }
    if (value === undefined || value === '') return err(`“${rawName}” needs a value.`);
    if (values[name] !== undefined) return err(`“${rawName}” is given twice.`);
    const { choices } = optionOf(name);
    if (choices && !choices.includes(value)) return err(notOneOf(rawName, value, choices));
    values[name] = value;
  }
  return ok(values);
}

function notOneOf(rawName: string, value: string, choices: readonly string[]): string {
  return `“${rawName}” cannot be “${value}”; it can be ${choices.join(', ')}.${didYouMean(value, choices)}`;
}

function operandProblem(command: Command, operands: readonly string[]): string | undefined {
  const missing = command.operands[operands.length];
  if (missing !== undefined) return `${command.name} needs ${missing}: ${usage(command)}`;
  const extra = operands[command.operands.length];
  if (extra === undefined) return undefined;
  const takes = command.operands.length === 0 ? 'nothing' : command.operands.join(' and ');
  return `“${extra}” is too much: ${command.name} takes ${takes}.`;
}

function readFormat(command: Command, asked: string | undefined): Result<FormatName, string> {
  const [usual = 'table'] = command.formats;
  if (asked === undefined) return ok(usual);
  if (!isFormatName(asked) || !command.formats.includes(asked))
    return err(notOneOf('--format', asked, command.formats));
  return ok(asked);
}

/** How a command is called, in one line. */
export function usage({ name, operands, options }: Command): string {
  const words = ['layerboard', name, ...operands.map((operand) => `<${operand}>`)];
  return [...words, ...(options.length > 0 ? ['[options]'] : [])].join(' ');
}
