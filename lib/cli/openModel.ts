import { formatExact } from '@/lib/format';
import type { LayerGraph } from '@/lib/graph/graph';
import type { ImportedModel } from '@/lib/interchange/imported';
import { readFile } from '@/lib/interchange/readFile';
import { err, ok, type Result } from '@/lib/result';
import type { LintSettings } from '@/lib/rules/lintSettings';
import { templateById, templates } from '@/lib/templates/templates';
import type { Ports } from './command';
import { didYouMean } from './nearest';
import { TEMPLATE, unopened } from './unopened';
import { withInput } from './withInput';

/** A design that somebody named on the command line. */
export interface OpenedModel {
  readonly graph: LayerGraph;
  /** Where it comes from; `file` is what was typed. */
  readonly model: (ImportedModel | { readonly format: 'template'; readonly name: string }) & {
    readonly file: string;
  };
  /** What the file itself says of the rules. */
  readonly lint?: LintSettings;
  /** How it was read, where that is not plain; full sentences. */
  readonly notes: readonly string[];
}

/**
 * Opens a file, standard input (`-`) or `template:NAME`. `input` is the size of one sample, channels
 * first: for files that leave it open, and instead of the size that a design has. The error is a
 * sentence.
 */
export async function openModel(
  operand: string,
  input: readonly number[] | undefined,
  ports: Ports,
): Promise<Result<OpenedModel, string>> {
  const opened = operand.startsWith(TEMPLATE)
    ? openTemplate(operand)
    : await openFile(operand, input, ports);
  if (!opened.ok || input === undefined) return opened;
  const changed = withInput(opened.value.graph, input);
  if (!changed.ok) return err(`“${operand}”: ${changed.error}`);
  const { graph, note } = changed.value;
  return ok({ ...opened.value, graph, notes: [...opened.value.notes, ...note] });
}

function openTemplate(operand: string): Result<OpenedModel, string> {
  const id = operand.slice(TEMPLATE.length);
  const template = templateById(id);
  if (!template) {
    const ids = templates.map((each) => each.id);
    const advice = didYouMean(id, ids) || ' “layerboard templates” lists them.';
    return err(`There is no template “${id}”.${advice}`);
  }
  return ok({
    graph: template.build(),
    model: { format: 'template', name: template.title, file: operand },
    notes: [],
  });
}

async function openFile(
  operand: string,
  inputShape: readonly number[] | undefined,
  ports: Ports,
): Promise<Result<OpenedModel, string>> {
  const bytes = await ports.read(operand);
  if (!bytes.ok) return err(unopened(operand, bytes.error));
  const name = operand === '-' ? 'Standard input' : operand;
  const read = readFile(name, bytes.value, { inputShape });
  if (read.ok) return ok({ ...read.value, model: { ...read.value.model, file: operand } });
  const { code, message } = read.error;
  const which = message.includes(name) ? message : `“${name}”: ${message}`;
  return err(code === 'UNKNOWN_INPUT_SIZE' ? `${which} Use --input, such as 1,3,224,224.` : which);
}

/** Reads the sizes of one sample from `1,3,224,224`, `3,224,224` or `784`; a batch in front is left out. */
export function readInput(text: string | undefined): Result<readonly number[] | undefined, string> {
  if (text === undefined) return ok(undefined);
  const sizes = text.split(/[,x×]/).map((size) => Number(size.trim() || Number.NaN));
  const sample = sizes.length === 4 || sizes.length === 2 ? sizes.slice(1) : sizes;
  const fits = sizes.every((size) => Number.isInteger(size) && size >= 1 && size <= LARGEST_SIZE);
  if (fits && (sample.length === 3 || sample.length === 1)) return ok(sample);
  return err(
    `“--input” cannot be “${text}”; expected are the sizes of a map, such as 1,3,224,224 or 3,224,224, or the length of a vector, each from 1 to ${formatExact(LARGEST_SIZE)}.`,
  );
}

const LARGEST_SIZE = 1_048_576;
