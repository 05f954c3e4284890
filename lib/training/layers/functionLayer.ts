import { invariant } from '@/lib/invariant';
import type { Layer, Tensor, TensorFlow, Weight } from '../tensorflow';

/** A weight that a layer of ours has. */
export interface WeightPlan {
  readonly name: string;
  readonly shape: readonly number[];
  /** Every value at the start, or all of them; kernels that are learned get random ones afterwards. */
  readonly start: 'zeros' | 'ones' | number | readonly number[];
  readonly trainable: boolean;
}

const START = { zeros: 0, ones: 1 } as const;

/** A layer as a function of batches. */
export interface LayerFunction {
  readonly name: string;
  /** Shape of one sample of the output. */
  readonly output: readonly number[];
  readonly weights?: readonly WeightPlan[];
  /** Computes a batch. `weights` are those that the plan names, in its order. */
  readonly call: (
    inputs: readonly Tensor[],
    weights: readonly Weight[],
    training: boolean,
  ) => Tensor;
}

type FunctionLayerClass = new (plan: LayerFunction) => Layer;

const classes = new WeakMap<TensorFlow, FunctionLayerClass>();

/** A layer that TensorFlow.js does not have, from the function that it computes. */
export function functionLayer(tf: TensorFlow, plan: LayerFunction): Layer {
  const known = classes.get(tf) ?? defineFunctionLayer(tf);
  classes.set(tf, known);
  return new known(plan);
}

function defineFunctionLayer(tf: TensorFlow): FunctionLayerClass {
  return class FunctionLayer extends tf.layers.Layer {
    static readonly className = 'FunctionLayer';
    private readonly planned: Weight[] = [];

    constructor(private readonly plan: LayerFunction) {
      super({ name: plan.name });
    }

    override build(): void {
      for (const { name, shape, start, trainable } of this.plan.weights ?? []) {
        const value =
          typeof start === 'string' ? START[start] : typeof start === 'number' ? start : 0;
        const initializer = tf.initializers.constant({ value });
        const weight = this.addWeight(
          name,
          [...shape],
          'float32',
          initializer,
          undefined,
          trainable,
        );
        if (typeof start === 'object')
          tf.tidy(() => void weight.write(tf.tensor([...start], [...shape])));
        this.planned.push(weight);
      }
      this.built = true;
    }

    override computeOutputShape(): (number | null)[] {
      return [null, ...this.plan.output];
    }

    override call(
      inputs: Tensor | Tensor[],
      options: { readonly training?: unknown } | undefined,
    ): Tensor {
      const batches = Array.isArray(inputs) ? inputs : [inputs];
      return tf.tidy(() => {
        const result = this.plan.call(batches, this.planned, options?.training === true);
        // TensorFlow.js frees an input after its last reader, so the output must be a tensor of its own.
        return batches.includes(result) ? tf.clone(result) : result;
      });
    }
  };
}

/** The only input of a layer that has one. */
export function only<T>(items: readonly T[]): T {
  const [first] = items;
  invariant(first !== undefined, 'a layer has an input');
  return first;
}
