import {
  asDrawn,
  isMaskOnGpu,
  isWholeMapAverage,
  type SavedRow,
  type Truth,
  type TruthNode,
} from './truth';

/** What an exporter leaves of a measured network, and what PyTorch's measurement says about what is left. */
export interface ExportedTruth {
  /** The layers that are left, in the order in which they ran; they read what is left. */
  readonly nodes: readonly TruthNode[];
  /** Most bytes of live tensors, walked over `nodes` at batch 1. */
  readonly inferencePeakBytes: number;
  /** Bytes that the layers that are left kept for backward, on a GPU, by the layer that asked first. */
  savedBy(batch: number): ReadonlyMap<string, number>;
  /** Kinds of layers that the export does not have. */
  readonly without: readonly string[];
}

/** The network as it ran, nothing left out. */
export function asMeasured(truth: Truth): ExportedTruth {
  return described(truth, truth.nodes, []);
}

/** The network as people draw it, without stochastic depth. */
export function asBuilt(truth: Truth): ExportedTruth {
  const { nodes } = asDrawn(truth);
  return described(truth, nodes, leftOut(truth, nodes));
}

/** The network as an eval graph has it; `fused`: with norms folded into the convolutions before them. */
export function asExported(truth: Truth, { fused }: { readonly fused: boolean }): ExportedTruth {
  const folded = fused ? foldedNorms(truth) : new Map<TruthNode, TruthNode>();
  const joined = withFlatJoins(biased(truth.nodes, new Set(folded.values())));
  const norms = new Set([...folded.keys()].map(({ name }) => name));
  const gone = (node: TruthNode) => isTracedOnly(node) || norms.has(node.name);
  const nodes = leftOver(joined, gone);
  return described(truth, nodes, leftOut(truth, nodes));
}

const TITLES: Readonly<Record<string, string>> = {
  BatchNorm2d: 'folded norms',
  Dropout: 'dropout',
  stochastic_depth: 'stochastic depth',
};

/** What the network does not have in another form, in words; what changes no figure is not told. */
function leftOut(truth: Truth, nodes: readonly TruthNode[]): readonly string[] {
  const left = new Set(nodes.map(({ name }) => name));
  const missing = truth.nodes.filter(({ name }) => !left.has(name));
  return [...new Set(missing.flatMap(({ type }) => TITLES[type] ?? []))];
}

/** Layers of a trace that leave no operator in an eval graph; a chunk is written as the parts that are taken of it. */
function isTracedOnly({ type }: TruthNode): boolean {
  return type === 'Dropout' || type === 'stochastic_depth' || type === 'chunk';
}

function leftOver(
  nodes: readonly TruthNode[],
  gone: (node: TruthNode) => boolean,
): readonly TruthNode[] {
  const standIn = new Map<string, string>();
  const left: TruthNode[] = [];
  for (const node of nodes) {
    const inputs = node.inputs.map((name) => standIn.get(name) ?? name);
    const [first] = inputs;
    if (gone(node) && first !== undefined) standIn.set(node.name, first);
    else left.push({ ...node, inputs });
  }
  return left;
}

/** Concatenations of concatenations written as one, as PyTorch's exporter does. */
function withFlatJoins(nodes: readonly TruthNode[]): readonly TruthNode[] {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const inner = new Set<string>();
  const flat = nodes.map((node) => {
    if (node.type !== 'cat') return node;
    const inputs = node.inputs.flatMap((name) => {
      const source = byName.get(name);
      if (source?.type !== 'cat') return [name];
      inner.add(name);
      return source.inputs;
    });
    return { ...node, inputs };
  });
  return flat.filter(({ name }) => !inner.has(name));
}

/** Norms that an exporter folds into the convolution before them, by the norm: nothing else may read the convolution. */
function foldedNorms({ nodes }: Truth): ReadonlyMap<TruthNode, TruthNode> {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const folded = new Map<TruthNode, TruthNode>();
  for (const node of nodes) {
    const source = byName.get(node.inputs[0] ?? '');
    if (node.type !== 'BatchNorm2d' || source?.type !== 'Conv2d') continue;
    if (nodes.filter(({ inputs }) => inputs.includes(source.name)).length === 1)
      folded.set(node, source);
  }
  return folded;
}

/** Convolutions that a norm was folded into have one bias a filter, if they had none. */
function biased(
  nodes: readonly TruthNode[],
  convolutions: ReadonlySet<TruthNode>,
): readonly TruthNode[] {
  return nodes.map((node) => {
    const [, filters = 0, rows = 1, columns = 1] = node.shape;
    const hasBias = node.params > node.macs / (rows * columns);
    return convolutions.has(node) && !hasBias ? { ...node, params: node.params + filters } : node;
  });
}

function described(
  truth: Truth,
  nodes: readonly TruthNode[],
  without: readonly string[],
): ExportedTruth {
  return {
    nodes,
    inferencePeakBytes: livePeak(nodes),
    savedBy: (batch) => savedBy(truth, nodes, batch),
    without,
  };
}

const VIEWS = ['flatten', 'chunk', 'getitem', 'Dropout', 'stochastic_depth', 'output'];

/** Most bytes alive at one time when each node has one buffer, views have none, and all are freed after their last use. */
function livePeak(nodes: readonly TruthNode[]): number {
  const storageOf = new Map<string, string>();
  const lastUse = new Map<string, number>();
  const bytes = new Map<string, number>();
  for (const [place, { name, type, inputs, shape }] of nodes.entries()) {
    const [source] = inputs.map((input) => storageOf.get(input));
    const storage = VIEWS.includes(type) && source !== undefined ? source : name;
    storageOf.set(name, storage);
    if (storage === name) bytes.set(name, 4 * shape.reduce((size, length) => size * length, 1));
    for (const used of [storage, ...inputs.map((input) => storageOf.get(input) ?? input)])
      lastUse.set(used, place);
  }
  let live = 0;
  let peak = 0;
  for (const [place, { name }] of nodes.entries()) {
    live += bytes.get(name) ?? 0;
    peak = Math.max(peak, live);
    for (const [storage, last] of lastUse) if (last === place) live -= bytes.get(storage) ?? 0;
  }
  return peak;
}

/**
 * The rows of autograd, of the layers that are left. What read a dropout keeps the dropout's input
 * instead: the same storage that an activation before it keeps as its result.
 */
function savedBy(
  truth: Truth,
  nodes: readonly TruthNode[],
  batch: number,
): ReadonlyMap<string, number> {
  const left = new Map(nodes.map((node) => [node.name, node]));
  const before = new Map(truth.nodes.map((node) => [node.name, node]));
  const result = new Map<string, number>();
  for (const [name, storage] of truth.savedRows)
    if (/relu$|^sigmoid$/i.test(before.get(name)?.type ?? '')) result.set(name, storage);
  const rows = truth.savedRows.flatMap((row): readonly SavedRow[] => {
    const [name, storage, bytes, eachSample] = row;
    const node = left.get(name);
    if (!node || isWholeMapAverage(node)) return [];
    const [read] = before.get(name)?.inputs ?? [];
    const wasDropout = before.get(read ?? '')?.type === 'Dropout' && !left.has(read ?? '');
    const kept = wasDropout ? result.get(node.inputs[0] ?? '') : undefined;
    return [[name, kept ?? storage, isMaskOnGpu(node) ? bytes / 4 : bytes, eachSample]];
  });
  return uniqueBytes(rows, batch);
}

/** Bytes of each storage, told to the layer that kept it first. */
function uniqueBytes(rows: readonly SavedRow[], batch: number): ReadonlyMap<string, number> {
  const by = new Map<string, number>();
  const seen = new Set<number>();
  for (const [name, storage, bytes, eachSample] of rows) {
    if (seen.has(storage)) continue;
    seen.add(storage);
    by.set(name, (by.get(name) ?? 0) + bytes * (eachSample ? batch : 1));
  }
  return by;
}

/** Bytes that autograd kept on the CPU that measured, at this batch, from the rows at batch 1. */
export function savedOnCpu(truth: Truth, batch: number): number {
  return sum(uniqueBytes(truth.savedRows, batch).values());
}

/**
 * Bytes that the whole network keeps on a GPU: there dropout keeps a mask of one byte a value instead
 * of its noise in four, and an average over a whole map nothing, so that its input counts only where
 * somebody else keeps it.
 */
export function savedOnGpu(truth: Truth, batch: number): number {
  return sum(savedBy(truth, truth.nodes, batch).values());
}

export function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
