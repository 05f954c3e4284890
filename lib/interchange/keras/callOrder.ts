import { err, ok, type Result } from '@/lib/result';
import { excerpt } from '../excerpt';
import type { ReadError } from '../imported';
import type { KerasCall, KerasGraph, KerasLayer, TensorRef } from './kerasGraph';
import { isModel } from './parseModel';

/** One use of a layer, with where it stands among the uses of that layer. */
export interface PlacedCall {
  readonly layer: KerasLayer;
  readonly index: number;
  readonly call: KerasCall;
}

/** A name for one use of a layer. */
export function callKey(layer: string, index: number): string {
  return `${index} ${layer}`;
}

/**
 * The uses of layers that a model's outputs need, each behind those that it reads. Without recursion: a
 * chain of 20,000 layers must not overflow the stack.
 */
export function callOrder(graph: KerasGraph): Result<readonly PlacedCall[], ReadError> {
  const numbering = new Numbering(graph);
  const calls = new Map<string, PlacedCall>();
  for (const layer of graph.layers) {
    const uses = layer.calls.length > 0 ? layer.calls : [NO_CALL];
    for (const [index, call] of uses.entries())
      calls.set(callKey(layer.name, index), { layer, index, call });
  }
  const order: PlacedCall[] = [];
  const state = new Map<string, 'open' | 'done'>();
  const visit = (start: TensorRef): ReadError | undefined => {
    const path: { readonly ref: TensorRef; next: number }[] = [{ ref: start, next: 0 }];
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const key = callKey(top.ref.layer, numbering.indexOf(top.ref));
      const placed = calls.get(key);
      if (!placed) return missing(top.ref);
      const input = placed.call.tensors[top.next];
      if (state.get(key) === 'done') {
        path.pop();
      } else if (!input) {
        state.set(key, 'done');
        order.push(placed);
        path.pop();
      } else {
        if (top.next === 0) state.set(key, 'open');
        top.next++;
        const inner = state.get(callKey(input.layer, numbering.indexOf(input)));
        if (inner === 'open') return circle(input);
        if (inner === undefined) path.push({ ref: input, next: 0 });
      }
    }
    return undefined;
  };
  for (const output of graph.outputs) {
    const error = visit(output);
    if (error) return err(error);
  }
  return ok(order);
}

const NO_CALL: KerasCall = { tensors: [], constants: [] };

/** The places of uses: a model within a model has a use from its own making, which files do not list. */
export class Numbering {
  private readonly offsets = new Map<string, number>();

  constructor(graph: KerasGraph) {
    const models = new Map<string, number>();
    for (const { name, config, calls } of graph.layers)
      if (isModel(config)) models.set(name, calls.length);
    const refs = graph.layers.flatMap(({ calls }) => calls.flatMap(({ tensors }) => tensors));
    for (const { layer, call } of [...refs, ...graph.outputs])
      if (models.get(layer) === call) this.offsets.set(layer, 1);
  }

  /** Which use a reference means, counted from 0. */
  indexOf({ layer, call }: TensorRef): number {
    return call - (this.offsets.get(layer) ?? 0);
  }
}

function missing({ layer }: TensorRef): ReadError {
  return {
    code: 'DAMAGED',
    message: `The model reads from a layer “${excerpt(layer)}”, or from a use of it, that the file does not describe.`,
  };
}

function circle({ layer }: TensorRef): ReadError {
  return { code: 'CYCLE', message: `The layer “${excerpt(layer)}” depends on its own output.` };
}
