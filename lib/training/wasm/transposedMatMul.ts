import type { KernelFunction, Tensor, TensorFlow } from '../tensorflow';

interface Attributes {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

/**
 * A matrix product that transposes first. The kernel of the wasm backend has fast code for plain
 * products only; transposed ones, which every gradient needs, run up to 45 times slower. Of the two
 * ways to write a product with a transposed right side, `a·bᵀ` and `(b·aᵀ)ᵀ`, the one that moves
 * fewer values is taken.
 */
export function transposedMatMul(tf: TensorFlow, plain: KernelFunction): KernelFunction {
  const multiply = (backend: object, a: Tensor, b: Tensor): Tensor =>
    plain({ inputs: { a, b }, backend, attrs: NOT_TRANSPOSED }) as unknown as Tensor;

  return ({ inputs, backend, attrs }) => {
    const { transposeA, transposeB } = attrs as unknown as Attributes;
    const { a, b } = inputs as unknown as { readonly a: Tensor; readonly b: Tensor };
    if (!transposeA && !transposeB) return multiply(backend, a, b);
    return tf.tidy(() => {
      const left = transposeA ? swapped(tf, a) : a;
      if (!transposeB) return tensorOf(tf, multiply(backend, left, b));
      const [rows = 1, depth = 1] = left.shape.slice(-2);
      const columns = b.shape.at(-2) ?? 1;
      if (columns * depth <= rows * (depth + columns))
        return tensorOf(tf, multiply(backend, left, swapped(tf, b)));
      const turned = transposeA ? a : swapped(tf, a);
      return swapped(tf, tensorOf(tf, multiply(backend, b, turned)));
    });
  };
}

const NOT_TRANSPOSED = { transposeA: false, transposeB: false };

/** A kernel answers with bare tensor data; the engine has to know it for `tidy` to free it. */
function tensorOf(tf: TensorFlow, data: Tensor): Tensor {
  return tf.engine().makeTensorFromTensorInfo(data);
}

function swapped(tf: TensorFlow, matrices: Tensor): Tensor {
  const last = matrices.shape.length - 1;
  const axes = matrices.shape.map((_size, axis) => axis);
  axes[last] = last - 1;
  axes[last - 1] = last;
  return tf.transpose(matrices, axes);
}
