import { ok, type Result } from '@/lib/result';
import { excerpt } from '../excerpt';
import { type ReadError, unread } from '../imported';
import type { Constant } from './constant';
import type { GraphProto, NodeProto, ValueInfoProto } from './onnx_pb';
import { orderOperators } from './orderOperators';
import { readTensor } from './readTensor';

/** A size in the file: a number, the name of a symbol, or null where nothing is said. */
export type DeclaredSize = number | string | null;

/** The graph of a file by the names of its tensors. */
export interface GraphIndex {
  /** The operators that some output depends on, each after those that it reads. */
  readonly nodes: readonly NodeProto[];
  /** Inputs that operators or outputs read, without those that are weights. */
  readonly inputs: readonly ValueInfoProto[];
  readonly outputs: readonly string[];
  readonly weights: ReadonlyMap<string, Constant>;
  /** How many operators lead to no output. */
  readonly unused: number;
  producerOf(tensor: string): NodeProto | undefined;
  consumersOf(tensor: string): readonly NodeProto[];
  isOutput(tensor: string): boolean;
  /** Sizes that the file states for a tensor, the batch included. */
  declaredOf(tensor: string): readonly DeclaredSize[] | undefined;
}

const NONE: readonly NodeProto[] = [];

/** Files a graph away by tensor, and refuses one whose operators read what nothing makes or run in a circle. */
export function indexGraph(
  graph: GraphProto,
  operators: readonly NodeProto[],
): Result<GraphIndex, ReadError> {
  const weights = weightsOf(graph);
  const producers = new Map<string, NodeProto>();
  for (const node of operators) {
    for (const tensor of node.output) {
      if (tensor === '') continue;
      if (producers.has(tensor))
        return unread(
          'DAMAGED',
          `The file is damaged: two operators both make “${excerpt(tensor)}”.`,
        );
      producers.set(tensor, node);
    }
  }
  const given = new Set([...weights.keys(), ...graph.input.map(({ name }) => name)]);
  const outputs = outputsOf(graph, operators);
  const ordered = orderOperators(outputs, producers, given, new Set(operators));
  if (!ordered.ok) return ordered;
  const nodes = ordered.value;
  const consumers = consumersByTensor(nodes);
  const ends = new Set(outputs);
  const declared = declaredSizes(graph);
  const inputs = graph.input.filter(
    ({ name }) => !weights.has(name) && (consumers.has(name) || ends.has(name)),
  );
  return ok({
    nodes,
    inputs,
    outputs,
    weights,
    unused: operators.length - nodes.length,
    producerOf: (tensor) => producers.get(tensor),
    consumersOf: (tensor) => consumers.get(tensor) ?? NONE,
    isOutput: (tensor) => ends.has(tensor),
    declaredOf: (tensor) => declared.get(tensor),
  });
}

function weightsOf(graph: GraphProto): ReadonlyMap<string, Constant> {
  const weights = new Map<string, Constant>();
  for (const tensor of graph.initializer) weights.set(tensor.name, readTensor(tensor, true));
  for (const { values, dims } of graph.sparseInitializer) {
    if (!values) continue;
    const { kind, learned } = readTensor(values, true);
    weights.set(values.name, { dims: dims.map(Number), numbers: undefined, kind, learned });
  }
  return weights;
}

/** The outputs that the file names; where it names none, all tensors that nothing reads. */
function outputsOf(graph: GraphProto, operators: readonly NodeProto[]): readonly string[] {
  if (graph.output.length > 0) return [...new Set(graph.output.map(({ name }) => name))];
  const read = new Set(operators.flatMap(({ input }) => input));
  return operators.flatMap(({ output }) => output).filter((tensor) => tensor && !read.has(tensor));
}

function consumersByTensor(nodes: readonly NodeProto[]): ReadonlyMap<string, NodeProto[]> {
  const consumers = new Map<string, NodeProto[]>();
  for (const node of nodes) {
    for (const tensor of new Set(node.input)) {
      const known = consumers.get(tensor);
      if (known) known.push(node);
      else consumers.set(tensor, [node]);
    }
  }
  return consumers;
}

function declaredSizes(graph: GraphProto): ReadonlyMap<string, readonly DeclaredSize[]> {
  const declared = new Map<string, readonly DeclaredSize[]>();
  for (const info of [...graph.valueInfo, ...graph.output, ...graph.input]) {
    const shape = info.type?.tensorType?.shape;
    if (!shape) continue;
    declared.set(
      info.name,
      shape.dim.map(({ dimValue, dimParam }) => {
        if (dimValue > 0n) return Number(dimValue);
        return dimParam === '' ? null : dimParam;
      }),
    );
  }
  return declared;
}
