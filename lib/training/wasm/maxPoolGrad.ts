import type { KernelFunction, Tensor4D, TensorFlow } from '../tensorflow';
import type { ConvolutionAttributes } from './strideGeometry';

interface Attributes extends ConvolutionAttributes {
  readonly filterSize: number | [number, number];
}

/** What is used of the wasm backend: its memory. */
interface HeapBackend {
  makeOutput(shape: number[], dtype: 'float32'): object;
  typedArrayFromHeap(tensor: object): Float32Array;
}

/**
 * Gradient of a max pool: what arrives at an output goes to the first of the largest values under
 * its window. The kernel of the wasm backend (4.22) sends it elsewhere where all values under a
 * window are negative. This one works on the backend's memory, channel by channel within a
 * position, as the values lie.
 */
export function maxPoolGrad(tf: TensorFlow): KernelFunction {
  return ({ inputs, backend, attrs }) => {
    const heap = backend as unknown as HeapBackend;
    const { dy, input } = inputs as unknown as { readonly dy: Tensor4D; readonly input: Tensor4D };
    const { filterSize, strides, pad, dimRoundingMode } = attrs as unknown as Attributes;
    const pool = tf.backend_util.computePool2DInfo(
      input.shape,
      filterSize,
      strides,
      1,
      pad,
      dimRoundingMode ?? undefined,
    );
    const output = heap.makeOutput([...input.shape], 'float32');
    const values = heap.typedArrayFromHeap(input);
    const gradients = heap.typedArrayFromHeap(dy);
    const result = heap.typedArrayFromHeap(output).fill(0);
    const channels = pool.inChannels;
    const largest = new Float32Array(channels);
    const places = new Int32Array(channels);
    let arriving = 0;
    for (let sample = 0; sample < pool.batchSize; sample++) {
      for (let row = 0; row < pool.outHeight; row++) {
        const firstY = row * pool.strideHeight - pool.padInfo.top;
        const [fromY, toY] = inside(firstY, pool.filterHeight, pool.inHeight);
        for (let column = 0; column < pool.outWidth; column++) {
          const firstX = column * pool.strideWidth - pool.padInfo.left;
          const [fromX, toX] = inside(firstX, pool.filterWidth, pool.inWidth);
          largest.fill(Number.NEGATIVE_INFINITY);
          places.fill(-1);
          for (let y = fromY; y < toY; y++) {
            for (let x = fromX; x < toX; x++) {
              const start = ((sample * pool.inHeight + y) * pool.inWidth + x) * channels;
              for (let channel = 0; channel < channels; channel++) {
                const value = values[start + channel] as number;
                if (value > (largest[channel] as number)) {
                  largest[channel] = value;
                  places[channel] = start + channel;
                }
              }
            }
          }
          for (let channel = 0; channel < channels; channel++) {
            const place = places[channel] as number;
            const gradient = gradients[arriving++] as number;
            if (place >= 0) result[place] = (result[place] as number) + gradient;
          }
        }
      }
    }
    return output as ReturnType<KernelFunction>;
  };
}

/** The part of a window that lies on the map: from one position up to, not including, another. */
function inside(first: number, length: number, size: number): readonly [number, number] {
  return [Math.max(0, first), Math.min(size, first + length)];
}
