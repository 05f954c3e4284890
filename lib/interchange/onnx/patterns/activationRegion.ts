import type { ActivationName } from '@/lib/layers/kinds/activation';
import { layer } from '../../plan';
import type { Match } from '../match';
import type { NodeProto } from '../onnx_pb';
import type { Scope } from '../scope';
import type { Pattern } from '../translator';
import { activation } from '../translators/activation';
import { knownFunction, PROBES } from './knownFunction';
import { type ScalarFunction, scalarFunctions } from './scalarFunctions';

/**
 * Activations written out in arithmetic (x · sigmoid(x), x · clip(x + 3, 0, 6) / 6, the error
 * function of GELU, ...). The operators between a tensor and the place where all that follows from
 * it meets again are run on numbers, and the function is compared with those that have a name: that
 * finds every way of writing them.
 */
export const activationRegion: Pattern = (node, scope) => {
  const input = onlyActivation(node, scope);
  if (input === undefined) return undefined;
  const region = new Region(input, scope);
  let best: Match | undefined;
  let named = false;
  for (let next: NodeProto | undefined = node; next; next = region.next(named)) {
    if (!region.add(next)) break;
    const output = region.exit();
    const name = output === undefined ? undefined : region.functionAt(output);
    named = name !== undefined;
    const writtenOut = region.covers.length > 1 || !isActivation(next);
    if (name !== undefined && output !== undefined && writtenOut) {
      best = {
        plan: layer('activation', { function: name }, input),
        covers: [...region.covers],
        output,
      };
    }
    if (region.covers.length >= LARGEST_REGION) break;
  }
  return best;
};

const LARGEST_REGION = 12;

/** A tensor with more readers than this is no inner part of an activation. */
const MOST_READERS = 8;

const FUNCTIONS: ReadonlyMap<string, ScalarFunction> = new Map(
  Object.entries<ScalarFunction>(scalarFunctions),
);

/** The operators gathered so far, and the values of their outputs at the probes. */
class Region {
  readonly covers: NodeProto[] = [];
  private readonly values = new Map<string, readonly number[]>();

  constructor(
    private readonly input: string,
    private readonly scope: Scope,
  ) {
    this.values.set(input, PROBES);
  }

  /** Takes an operator in; false when it cannot be run on numbers. */
  add(node: NodeProto): boolean {
    const run = FUNCTIONS.get(node.opType);
    const [output] = node.output;
    if (!run || !output || node.output.length !== 1) return false;
    const operands = node.input.filter((tensor) => tensor !== '');
    const columns = operands.map((tensor) => {
      const known = this.values.get(tensor);
      const constant = known ? undefined : numberOf(tensor, this.scope);
      return known ?? (constant === undefined ? undefined : PROBES.map(() => constant));
    });
    if (columns.some((column) => column === undefined)) return false;
    const values = PROBES.map((_probe, at) =>
      run(
        columns.map((column) => column?.[at] ?? Number.NaN),
        node,
        this.scope,
      ),
    );
    this.values.set(
      output,
      values.map((value) => value ?? Number.NaN),
    );
    this.covers.push(node);
    return true;
  }

  /** The only tensor of the region that is read outside of it; undefined when there are several. */
  exit(): string | undefined {
    const exits = this.outputs().filter(
      (tensor) =>
        this.scope.isOutput(tensor) ||
        this.scope.consumersOf(tensor).some((reader) => !this.covers.includes(reader)),
    );
    return exits.length === 1 ? exits[0] : undefined;
  }

  functionAt(tensor: string): ActivationName | undefined {
    return knownFunction(this.values.get(tensor) ?? []);
  }

  /**
   * An operator that only reads from the region and its input: one that continues it, else one that
   * begins beside it. Behind something that has a name already, no activation follows unless it reads
   * back to an earlier value: x · sigmoid(x) goes on, two activations in a row stay two.
   */
  next(named: boolean): NodeProto | undefined {
    const outputs = this.outputs();
    const reader = this.readersOf(outputs).find(
      (node) => !named || !isActivation(node) || this.reachesBack(node),
    );
    if (reader || named) return reader;
    return this.readersOf([this.input])[0];
  }

  private readersOf(tensors: readonly string[]): readonly NodeProto[] {
    const found: NodeProto[] = [];
    for (const tensor of tensors) {
      const readers = this.scope.consumersOf(tensor);
      if (readers.length > MOST_READERS) continue;
      for (const reader of readers) {
        const fits = !this.covers.includes(reader) && FUNCTIONS.has(reader.opType);
        if (fits && this.isInside(reader)) found.push(reader);
      }
    }
    return found;
  }

  /** Whether everything that an operator reads is here already, or a number. */
  private isInside(node: NodeProto): boolean {
    return node.input.every(
      (tensor) =>
        tensor === '' || this.values.has(tensor) || numberOf(tensor, this.scope) !== undefined,
    );
  }

  private reachesBack(node: NodeProto): boolean {
    const exit = this.exit();
    return node.input.some((tensor) => tensor !== exit && this.values.has(tensor));
  }

  private outputs(): readonly string[] {
    return [...this.values.keys()].filter((tensor) => tensor !== this.input);
  }
}

/** Whether an operator is an activation by itself. */
function isActivation(node: NodeProto): boolean {
  return Object.hasOwn(activation, node.opType);
}

/** The value of a constant that has just one, unrounded. */
function numberOf(tensor: string, scope: Scope): number | undefined {
  const numbers = scope.constantOf(tensor)?.numbers;
  return numbers?.length === 1 ? numbers[0] : undefined;
}

/** The activation that an operator reads, when it is one and everything else are numbers. */
function onlyActivation(node: NodeProto, scope: Scope): string | undefined {
  if (!FUNCTIONS.has(node.opType)) return undefined;
  const active = new Set(node.input.filter((tensor) => scope.isActivation(tensor)));
  const [input] = active;
  return active.size === 1 ? input : undefined;
}
