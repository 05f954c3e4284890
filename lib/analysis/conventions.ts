import { kindOf } from '@/lib/layers/catalogue';
import type { Call } from '@/lib/layers/kind';
import { channelCount, elementCount, spatialSize } from '@/lib/tensor/tensorType';
import { totalsOf } from './cost';
import { type Analysis, type OkReport, okReport } from './report';
import { weightTotals } from './weightList';

/** A part of a count that another tool takes in and ours leaves out. */
export interface Difference {
  readonly of: string;
  readonly value: number;
}

/** What a tool says of a design, and how that differs from what is said here. */
export interface ToolCount {
  readonly tool: string;
  /** What the tool calls the figure, in its own words; undefined where it prints none. */
  readonly calls: string | undefined;
  readonly params: number;
  readonly work: number | undefined;
  /** What it counts that our MACs do not; its work is our MACs, times `factor`, and these. */
  readonly extra: readonly Difference[];
  /** 2 where a multiplication and its addition count apart. */
  readonly factor: 1 | 2;
}

/** The counts of a design under the conventions of other tools, ours first. For one sample. SPEC A18. */
export function conventions(analysis: Analysis): readonly ToolCount[] {
  const { params, macs } = totalsOf(analysis);
  const { learned, running } = weightTotals(analysis);
  const plain = { params, work: macs, extra: [], factor: 1 } as const;
  const tool = (name: string, calls: string, rules: Rules): ToolCount => {
    const extra = extras(analysis, rules);
    const more = extra.reduce((sum, { value }) => sum + value, 0);
    return { tool: name, calls, params, work: macs + more, extra, factor: 1 };
  };
  return [
    { ...plain, tool: 'Layerboard', calls: 'MACs' },
    { ...plain, tool: 'torchvision cards', calls: 'GFLOPS' },
    { ...plain, tool: 'PyTorch FlopCounterMode', calls: 'FLOPs', work: 2 * macs, factor: 2 },
    tool('fvcore, timm', 'flops, GMACs', FVCORE),
    tool('thop', 'MACs', THOP),
    {
      ...plain,
      tool: 'Keras summary',
      calls: undefined,
      params: learned + running,
      work: undefined,
    },
  ];
}

/** What a tool adds for a call of PyTorch, beyond multiply-accumulates. */
interface Rule {
  readonly of: string;
  count(call: Call, report: OkReport): number;
}

/** By the name of the module that a layer is in PyTorch: what tools go by. */
type Rules = Readonly<Record<string, Rule>>;

const inputValues = ({ inputs: [source] }: OkReport) => (source ? elementCount(source) : 0);
const outputValues = ({ facts: { outputs } }: OkReport) =>
  outputs[0] ? elementCount(outputs[0]) : 0;
const isAffine = ({ facts }: OkReport) => facts.weights.some(({ trainable }) => trainable);

function norm(affine: number, plain: number): Rule {
  return {
    of: 'norms',
    count: (_call, report) => inputValues(report) * (isAffine(report) ? affine : plain),
  };
}

/** fvcore.nn.FlopCountAnalysis, which timm’s tables are made with: jit_handles.py and flop_count.py. */
const FVCORE: Rules = {
  'nn.BatchNorm1d': norm(2, 1),
  'nn.BatchNorm2d': norm(2, 1),
  'nn.LayerNorm': norm(5, 4),
  LayerNorm2d: norm(5, 4),
  'nn.GroupNorm': norm(5, 4),
  'nn.AdaptiveAvgPool2d': {
    of: 'adaptive average pools',
    count: (_call, report) => inputValues(report),
  },
  'nn.Upsample': {
    of: 'upsampling',
    count: ({ args }, report) => outputValues(report) * (args.mode === 'bilinear' ? 4 : 1),
  },
};

/** thop.profile of pytorch-OpCounter: basic_hooks.py and calc_func.py. */
const THOP: Rules = {
  'nn.ConvTranspose2d': {
    of: 'transposed convolutions, counted at their outputs',
    count: (_call, report) => transposedAtOutput(report) - (report.facts.macs ?? 0),
  },
  'nn.BatchNorm1d': norm(4, 2),
  'nn.BatchNorm2d': norm(4, 2),
  'nn.AvgPool2d': { of: 'average pools', count: (_call, report) => outputValues(report) },
  'nn.AdaptiveAvgPool2d': { of: 'average pools', count: (_call, report) => adaptivePool(report) },
  'nn.Softmax': { of: 'softmax', count: (_call, report) => softmax(report) },
  'nn.Upsample': {
    of: 'upsampling',
    count: ({ args }, report) => outputValues(report) * (args.mode === 'bilinear' ? 11 : 1),
  },
};

/** Every value of the output times the taps of the kernel, as if it were a plain convolution. */
function transposedAtOutput(report: OkReport): number {
  const [source] = report.inputs;
  const kernel = report.facts.weights.find(({ name }) => name === 'kernel')?.shape ?? [];
  const filters = (report.facts.outputs[0] && channelCount(report.facts.outputs[0])) ?? 1;
  const [, filtersOfGroup = 1, height = 1, width = 1] = kernel;
  const groups = filters / filtersOfGroup;
  const channels = (source && channelCount(source)) ?? 0;
  return outputValues(report) * Math.floor(channels / groups) * height * width;
}

/** Additions over a region, and a division, for each value of the output. */
function adaptivePool(report: OkReport): number {
  const from = report.inputs[0] && spatialSize(report.inputs[0]);
  const output = report.facts.outputs[0];
  const to = (output && spatialSize(output)) ?? { height: 1, width: 1 };
  if (!from) return 0;
  const region = (from.height / to.height) * (from.width / to.width);
  return Math.floor((region + 1) * outputValues(report));
}

/** An exponential and a division for each value, and the additions between. */
function softmax(report: OkReport): number {
  const [source] = report.inputs;
  const features = source && channelCount(source);
  if (!source || !features) return 0;
  return (elementCount(source) / features) * (3 * features - 1);
}

function extras(analysis: Analysis, rules: Rules): readonly Difference[] {
  const sums = new Map<string, number>();
  for (const node of analysis.graph.nodes.values()) {
    const report = okReport(analysis, node.id);
    if (!report) continue;
    for (const call of kindOf(node).emit.torch(node.params, report.facts, report.inputs)) {
      const rule = Object.hasOwn(rules, call.name) ? rules[call.name] : undefined;
      if (rule) sums.set(rule.of, (sums.get(rule.of) ?? 0) + rule.count(call, report));
    }
  }
  return [...sums].flatMap(([of, value]) => (value === 0 ? [] : [{ of, value }]));
}
