import { constant, type Formula, minus, named, sum, times } from '@/lib/formula';
import type { Settings } from '@/lib/graph/graph';
import { OVERHEAD } from '../expectedUse';
import { BYTES, FIXED_BYTES, OPTIMIZER_SLOTS, OPTIMIZER_STEP_COPIES } from '../precision';
import type { Analysis } from '../report';
import { stepPlan } from '../stepPlan';
import type { StepMoment } from '../stepWalk';
import type { TrainingMemory } from '../trainingMemory';

/** One part of what a training step takes, at the moment when it takes most. */
export interface MemoryPart {
  readonly name: string;
  /** Comes to the bytes of the part. */
  readonly formula: Formula;
  /** What it is, in a sentence. */
  readonly words: string;
  /** Bytes between which the part lies, where it is not exactly known. */
  readonly range?: { readonly low: number; readonly high: number };
}

/** What the memory of a training step is made of. */
export interface TrainingExplanation {
  /** Tensors alive at the peak; they add up to it. SPEC A9 to A11. */
  readonly tensors: readonly MemoryPart[];
  /** What comes on top on a GPU; with the tensors, it adds up to what is likely. SPEC A15, A16. */
  readonly around: readonly MemoryPart[];
  /** When the peak is, in a sentence. */
  readonly moment: string;
}

/** Takes the memory of a training step apart. */
export function explainTraining(
  analysis: Analysis,
  settings: Settings,
  memory: TrainingMemory,
): TrainingExplanation {
  return {
    tensors: [...standingParts(analysis, settings, memory), ...momentParts(settings, memory)],
    around: aroundParts(memory),
    moment: momentInWords(analysis, memory.moment),
  };
}

function standingParts(
  analysis: Analysis,
  settings: Settings,
  memory: TrainingMemory,
): readonly MemoryPart[] {
  const bytes = BYTES[settings.precision];
  const plan = stepPlan(analysis);
  let params = 0;
  let running = 0;
  let counters = 0;
  for (const layer of plan.layers) {
    for (const values of layer.weights) params += values;
    for (const values of layer.buffers) running += values;
    counters += layer.counters;
  }
  const parameters = named('parameters', params);
  const slots = OPTIMIZER_SLOTS[settings.optimizer];
  const size = named('bytes', bytes.weight);
  return [
    {
      name: 'Weights',
      formula: times(
        parameters,
        bytes.castWeight === 0 ? size : sum(size, named('bytes of the copy', bytes.castWeight)),
      ),
      words:
        bytes.castWeight === 0
          ? 'Everything that is learned.'
          : 'Everything that is learned, and a copy in 16 bits to compute with.',
    },
    {
      name: 'Buffers',
      formula: sum(
        times(named('running values', running), named('bytes', FIXED_BYTES.float32)),
        times(named('counters', counters), named('bytes', FIXED_BYTES.int64)),
      ),
      words: 'Running means and variances of the norms.',
    },
    {
      name: 'Optimizer',
      formula: times(
        parameters,
        named('values a parameter', slots),
        named('bytes', bytes.optimizerSlot),
      ),
      words: `What ${settings.optimizer} remembers of each parameter between steps.`,
    },
    {
      name: 'Input',
      formula: times(
        named(
          'values',
          plan.inputs.reduce((all, each) => all + each, 0),
        ),
        named('batch', settings.batch),
        named('bytes', bytes.activation),
      ),
      words: 'The batch itself.',
    },
  ].filter(({ name }) => name !== 'Buffers' || memory.buffers > 0);
}

function momentParts(settings: Settings, { moment, saved }: TrainingMemory): readonly MemoryPart[] {
  const bytes = BYTES[settings.precision];
  const { phase, gradients, kept, passing } = moment;
  const parts: MemoryPart[] = [
    {
      name: 'Gradients',
      formula: times(
        named('parameters', gradients / bytes.gradient),
        named('bytes', bytes.gradient),
      ),
      words:
        phase === 'optimizer'
          ? 'Of all parameters.'
          : 'Of the parameters of the layers that the backward pass has reached by then.',
    },
    {
      name: 'Saved',
      formula: minus(named('kept in all', saved), named('given back by then', saved - kept)),
      words: 'What layers keep of the forward pass for the backward pass.',
    },
  ];
  if (phase === 'optimizer')
    parts.push({
      name: 'In work',
      formula: times(
        named('parameters', gradients / bytes.gradient),
        named('copies', OPTIMIZER_STEP_COPIES[settings.optimizer]),
        named('bytes', bytes.optimizerSlot),
      ),
      words: 'What the optimizer computes with while it steps.',
    });
  else
    parts.push({
      name: 'In work',
      formula: times(
        named('values', passing / bytes.activation / settings.batch),
        named('batch', settings.batch),
        named('bytes', bytes.activation),
      ),
      words: 'Outputs that nobody keeps, and gradients of outputs on their way back.',
    });
  return parts;
}

function aroundParts({
  reserved,
  peak,
  largestConvolution,
}: TrainingMemory): readonly MemoryPart[] {
  const { workspace, context } = OVERHEAD;
  return [
    {
      name: 'Rounding',
      formula: minus(named('blocks set aside', reserved), named('tensors', peak)),
      words: 'PyTorch’s allocator hands out blocks of 512 bytes, and of 2 MiB for large tensors.',
    },
    {
      name: 'Workspace',
      formula: times(
        named('factor', workspace.likely),
        named('output of the largest convolution', largestConvolution),
      ),
      words: 'Scratch of cuDNN’s fast algorithms; it settles for less when memory is short.',
      range: {
        low: workspace.low * largestConvolution,
        high: workspace.high * largestConvolution,
      },
    },
    {
      name: 'Context',
      formula: constant(context.likely),
      words: 'The GPU libraries and their code, as measured on an A100; less elsewhere.',
      range: context,
    },
  ];
}

function momentInWords(analysis: Analysis, { phase, at }: StepMoment): string {
  if (phase === 'optimizer') return 'Fullest while the optimizer steps.';
  const name = at === undefined ? undefined : analysis.graph.nodes.get(at)?.name;
  return name === undefined ? 'Nothing is computed.' : `Fullest in the ${phase} pass of “${name}”.`;
}
