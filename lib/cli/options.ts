import { FIELD_CONVENTIONS, OPTIMIZERS, PRECISIONS } from '@/lib/graph/graph';

/** One option of the command line, whatever command it belongs to. */
export interface Option {
  readonly type: 'string' | 'boolean';
  readonly short?: string;
  /** What stands for the value in the help. */
  readonly value?: string;
  /** The values that there are, where there are only some. */
  readonly choices?: readonly string[];
  readonly summary: string;
}

/** Every option, in the order in which the help shows them. Type and short form are what Node's `parseArgs` reads. */
export const OPTIONS = {
  format: { type: 'string', value: 'FORMAT', summary: 'How the result is written.' },
  to: {
    type: 'string',
    value: 'FORM',
    choices: ['json', 'notation'],
    summary: 'What the design becomes: a design file, or the notation of lecture notes.',
  },
  batch: { type: 'string', value: 'N', summary: 'Samples in a training batch.' },
  dtype: {
    type: 'string',
    value: 'TYPE',
    choices: PRECISIONS,
    summary: 'Precision of weights and activations.',
  },
  optimizer: {
    type: 'string',
    value: 'NAME',
    choices: OPTIMIZERS,
    summary: 'Optimizer of the training step.',
  },
  input: {
    type: 'string',
    value: 'SIZES',
    summary: 'Size of the input: 1,3,224,224 or 3,224,224; channels first.',
  },
  settings: {
    type: 'string',
    value: 'FILE',
    summary: 'JSON with levels and thresholds of rules, and waivers with their reasons.',
  },
  field: {
    type: 'string',
    value: 'NAME',
    choices: FIELD_CONVENTIONS,
    summary: 'Convention of receptive fields: exact, or that of lecture notes.',
  },
  gpu: {
    type: 'string',
    value: 'NAME',
    summary: 'Say whether a training step fits on this device, and the largest batch that does.',
  },
  'max-params': {
    type: 'string',
    value: 'COUNT',
    summary: 'Exit with 1 when the design has more parameters, such as 25M.',
  },
  'max-macs': {
    type: 'string',
    value: 'COUNT',
    summary: 'Exit with 1 when one sample takes more multiply-accumulates, such as 4.1G.',
  },
  'max-memory': {
    type: 'string',
    value: 'BYTES',
    summary: 'Exit with 1 when the tensors of a training step take more, such as 16GiB.',
  },
  help: { type: 'boolean', short: 'h', summary: 'Print this help.' },
  version: { type: 'boolean', short: 'v', summary: 'Print the version.' },
} as const satisfies Readonly<Record<string, Option>>;

export type OptionName = keyof typeof OPTIONS;

export function isOptionName(name: string): name is OptionName {
  return Object.hasOwn(OPTIONS, name);
}

/** An option with everything that it may have. */
export function optionOf(name: OptionName): Option {
  return OPTIONS[name];
}
