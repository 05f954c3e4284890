import { floatOf } from './attributes';
import { type Constant, isAll, sizeOfDims } from './constant';
import { isParameterName } from './linearMap';
import type { NodeProto } from './onnx_pb';
import type { Scope } from './scope';

/** How a kernel comes about that the graph works out from stored values. */
export interface ComputedKernel {
  /** Whether each filter is brought to mean 0 first. */
  readonly standardised: boolean;
  /** Whether a learned gain, one value for each filter, takes part. */
  readonly gained: boolean;
  readonly epsilon: number | undefined;
  /** Learned values that take part besides these; their place is not known. */
  readonly others: number;
}

/** A kernel that is made of more than this is not followed to its end. */
const MOST_LOOKED_AT = 128;

const MEANS: ReadonlySet<string> = new Set([
  'ReduceMean',
  'BatchNormalization',
  'InstanceNormalization',
  'LayerNormalization',
]);

/**
 * Follows a kernel of the given sizes back to the stored values that it is made of; undefined where
 * it is one stored tensor, moved about or rounded at most.
 */
export function computedKernel(
  scope: Scope,
  tensor: string | undefined,
  dims: readonly number[],
): ComputedKernel | undefined {
  const { nodes, stored } = behind(scope, tensor);
  const learned = stored.filter((name) => isLearned(scope, name));
  const sizes = learned.map((name) => sizeOfDims(scope.constantOf(name)?.dims ?? []));
  const kernels = sizes.filter((size) => size === sizeOfDims(dims)).length;
  // Exporters store a kernel once more with its axes exchanged, where the graph takes its means over these.
  const copies = kernels === 2 && areExchanged(scope, learned, sizeOfDims(dims)) ? 1 : 0;
  const gains = sizes.filter((size) => size === dims[0] && size !== sizeOfDims(dims)).length;
  const standardised = nodes.some(({ opType }) => MEANS.has(opType));
  if (!standardised && sizes.length <= 1) return undefined;
  const norm = nodes.find((node) => floatOf(node, 'epsilon') !== undefined);
  return {
    standardised: standardised && kernels - copies === 1,
    gained: gains > 0,
    epsilon: norm && floatOf(norm, 'epsilon'),
    others: sizes.length - copies - Math.min(1, kernels) - Math.min(1, gains),
  };
}

/** Whether the two stored tensors of so many values have the same sizes, in whatever order. */
function areExchanged(scope: Scope, names: readonly string[], size: number): boolean {
  const [one, two] = names
    .map((name) => scope.constantOf(name)?.dims ?? [])
    .filter((dims) => sizeOfDims(dims) === size);
  return sorted(one).join() === sorted(two).join();
}

function sorted(dims: readonly number[] = []): readonly number[] {
  return [...dims].sort((a, b) => a - b);
}

/** The operators that a constant comes from, and the tensors that these read and nothing makes. */
function behind(scope: Scope, tensor: string | undefined) {
  const nodes = new Set<NodeProto>();
  const stored = new Set<string>();
  const open = tensor ? [tensor] : [];
  let looked = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (++looked > MOST_LOOKED_AT) break;
    const node = scope.producerOf(next);
    if (!node) stored.add(next);
    else if (!nodes.has(node)) {
      nodes.add(node);
      // The scale and the zero of a rounded weight are no part of the network.
      const most = node.opType === 'DequantizeLinear' ? 1 : MOST_LOOKED_AT;
      open.push(...node.input.slice(0, most).filter((input) => input !== ''));
    }
  }
  return { nodes: [...nodes], stored: [...stored] };
}

/** Whether stored values are learned: several floats, not the ones and zeros of a norm that learns nothing. */
function isLearned(scope: Scope, name: string): boolean {
  const constant = scope.constantOf(name);
  if (!constant?.learned || sizeOfDims(constant.dims ?? []) <= 1) return false;
  return isParameterName(name) || !isUniform(constant);
}

/** What was found out before, as many kernels may be made of the same values. */
const uniform = new WeakMap<Constant, boolean>();

function isUniform(constant: Constant): boolean {
  const known = uniform.get(constant);
  if (known !== undefined) return known;
  const found = isAll(constant, 0) || isAll(constant, 1);
  uniform.set(constant, found);
  return found;
}
