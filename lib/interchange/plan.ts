import type { z } from 'zod';
import { describeIssue } from '@/lib/graph/stored';
import { catalogue, type KindName, type Layer } from '@/lib/layers/catalogue';

/** Where a step of a plan reads: a tensor of the file, or an output of an earlier step. */
export type Source = string | { readonly step: number; readonly port: number };

/** One layer of a plan. */
export interface Step {
  readonly layer: Layer;
  readonly inputs: readonly Source[];
}

/**
 * What becomes of an operator.
 *
 * - `layers`: layers in the order in which they run, and what each of the operator's outputs is
 * - `same`: its output is a tensor that is there already
 * - `opaque`: it was not understood, for a reason that is a full sentence
 */
export type Plan =
  | {
      readonly type: 'layers';
      readonly steps: readonly Step[];
      readonly outputs: readonly (Source | undefined)[];
      /** Something that the layers do not keep; a full sentence. */
      readonly note?: string;
    }
  | { readonly type: 'same'; readonly tensor: string; readonly note?: string }
  | { readonly type: 'opaque'; readonly reason: string };

type ParamsInput<K extends KindName> = z.input<(typeof catalogue)[K]['params']>;

/** A layer of a plan; the reason, where its kind does not take such parameters. */
export function step<K extends KindName>(
  kind: K,
  params: ParamsInput<K>,
  ...inputs: readonly Source[]
): Step | string {
  const { title, params: schema } = catalogue[kind];
  const parsed = schema.safeParse(params);
  if (!parsed.success) return `${title} does not take this: ${describeIssue(parsed.error)}.`;
  return { layer: { kind, params: parsed.data } as Layer, inputs };
}

/** Layers one after another; the last one's first output is the operator's, unless `outputs` says otherwise. */
export function layers(
  steps: readonly (Step | string)[],
  outputs: readonly (Source | undefined)[] = [{ step: steps.length - 1, port: 0 }],
): Plan {
  const made: Step[] = [];
  for (const each of steps) {
    if (typeof each === 'string') return opaque(each);
    made.push(each);
  }
  return { type: 'layers', steps: made, outputs };
}

/** One layer that reads `inputs`. */
export function layer<K extends KindName>(
  kind: K,
  params: ParamsInput<K>,
  ...inputs: readonly Source[]
): Plan {
  return layers([step(kind, params, ...inputs)]);
}

export function same(tensor: string): Plan {
  return { type: 'same', tensor };
}

/** The plan, with a sentence about what it does not keep. */
export function noted(plan: Plan, note: string): Plan {
  return plan.type === 'opaque' ? plan : { ...plan, note };
}

export function opaque(reason: string): Plan {
  return { type: 'opaque', reason };
}
