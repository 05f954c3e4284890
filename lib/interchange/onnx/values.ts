import type { TensorType } from '@/lib/tensor/tensorType';
import type { Tap } from '../draft';
import { type Constant, UNKNOWN_CONSTANT, wholeVector } from './constant';
import { shapeSlice } from './fold/creating';
import { foldOperator } from './fold/foldOperator';
import type { GraphIndex } from './graphIndex';
import type { NodeProto } from './onnx_pb';
import type { Scope } from './scope';

/** A tensor that depends on the network's inputs. */
interface Activation {
  readonly tap: Tap;
  readonly type: TensorType | undefined;
}

/** How far back constants are followed that the translation has not come to yet. */
const FURTHEST_BACK = 32;
const MOST_LOOKED_AT = 256;

/** What is known of each tensor so far: constants with their values, activations with their types. */
export class Values implements Scope {
  private steps = 0;
  private readonly constants: Map<string, Constant>;
  private readonly activations = new Map<string, Activation>();
  private readonly unresolved = new Set<string>();

  constructor(
    private readonly index: GraphIndex,
    readonly opset: number,
    readonly batch: number,
  ) {
    this.constants = new Map(index.weights);
  }

  /** Steps of arithmetic done so far. */
  get work(): number {
    return this.steps;
  }

  spend(steps: number): void {
    this.steps += steps;
  }

  activationOf(tensor: string): Activation | undefined {
    return this.activations.get(tensor);
  }

  setActivation(tensor: string, tap: Tap, type: TensorType | undefined): void {
    this.activations.set(tensor, { tap, type });
  }

  /** Whether nothing that an operator reads depends on the network's inputs. */
  isConstant(node: NodeProto): boolean {
    return node.input.every((tensor) => tensor === '' || this.constants.has(tensor));
  }

  /** Works an operator on constants out and keeps what it makes. */
  fold(node: NodeProto): void {
    const operands = node.input.map((tensor) => this.constants.get(tensor));
    const results = foldOperator({ node, operands, opset: this.opset });
    const stored = node.opType === 'Constant' && this.index.weights.size === 0;
    for (const [port, tensor] of node.output.entries()) {
      const worked = results[port] ?? UNKNOWN_CONSTANT;
      const result = stored ? asWeight(worked) : worked;
      this.spend((result.numbers?.length ?? 1) * (1 + (result.dims?.length ?? 0)));
      if (tensor) this.constants.set(tensor, result);
    }
  }

  /** Takes the shape of an activation as a constant; one of unknown numbers where its type is not known. */
  measure(node: NodeProto): void {
    const [output = ''] = node.output;
    const type = this.typeOf(node.input[0]);
    const dims = type && [this.batch, ...type.shape];
    if (!dims) this.constants.set(output, UNKNOWN_CONSTANT);
    else if (node.opType === 'Shape')
      this.constants.set(output, wholeVector(shapeSlice(node, dims)));
    else this.constants.set(output, scalar(dims.reduce((product, size) => product * size, 1)));
  }

  isActivation(tensor: string | undefined): boolean {
    return tensor !== undefined && this.activations.has(tensor);
  }

  typeOf(tensor: string | undefined): TensorType | undefined {
    return tensor === undefined ? undefined : this.activations.get(tensor)?.type;
  }

  constantOf(tensor: string | undefined): Constant | undefined {
    if (!tensor) return undefined;
    const known = this.constants.get(tensor);
    if (known || this.activations.has(tensor) || this.unresolved.has(tensor)) return known;
    this.resolve(tensor, FURTHEST_BACK, { left: MOST_LOOKED_AT });
    const found = this.constants.get(tensor);
    if (!found) this.unresolved.add(tensor);
    return found;
  }

  declaredOf(tensor: string | undefined): readonly number[] | undefined {
    const sizes = tensor ? this.index.declaredOf(tensor) : undefined;
    if (!sizes || sizes.length === 0) return undefined;
    const [first, ...sample] = sizes;
    const known = sample.filter((size) => typeof size === 'number');
    const batched = typeof first !== 'number' || first === this.batch;
    return batched && known.length === sample.length ? known : undefined;
  }

  producerOf(tensor: string): NodeProto | undefined {
    return this.index.producerOf(tensor);
  }

  consumersOf(tensor: string): readonly NodeProto[] {
    return this.index.consumersOf(tensor);
  }

  isOutput(tensor: string): boolean {
    return this.index.isOutput(tensor);
  }

  /** Works out a constant that lies ahead, as far as that is possible from what is known already. */
  private resolve(tensor: string, depth: number, budget: { left: number }): void {
    const node = this.index.producerOf(tensor);
    if (!node || depth === 0 || budget.left-- <= 0) return;
    if (isMeasure(node) && this.typeOf(node.input[0])) this.measure(node);
    for (const input of node.input) {
      if (input === '' || this.constants.has(input)) continue;
      if (!this.activations.has(input)) this.resolve(input, depth - 1, budget);
      if (!this.constants.has(input)) return;
    }
    if (!this.constants.has(tensor)) this.fold(node);
  }
}

/** Whether an operator only asks for the size of its input. */
export function isMeasure(node: NodeProto): boolean {
  return node.opType === 'Shape' || node.opType === 'Size';
}

/** A constant of a file that keeps its weights as Constant operators: one with axes is a weight. */
function asWeight(constant: Constant): Constant {
  const { dims, numbers, kind } = constant;
  return kind === 'float' && dims && dims.length > 0
    ? { dims, numbers, kind, learned: true }
    : constant;
}

function scalar(value: number): Constant {
  return { dims: [], numbers: [value], kind: 'whole', learned: false };
}
