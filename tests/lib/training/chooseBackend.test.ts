import { beforeAll, describe, expect, it } from 'vitest';
import { chooseBackend } from '@/lib/training/chooseBackend';
import { selfTest } from '@/lib/training/selfTest/selfTest';
import type { TensorFlow } from '@/lib/training/tensorflow';
import { hushPlainBackend, tensorFlowOnWasm } from '@/tests/support/tensorflow';

let tf: TensorFlow;
beforeAll(async () => {
  tf = await tensorFlowOnWasm();
  await hushPlainBackend(tf);
});

describe('[T11] the self-test', () => {
  it('is passed by wasm with our kernels and by plain JavaScript, to six digits, and leaves nothing behind', async () => {
    const before = tf.memory().numTensors;
    for (const backend of ['wasm', 'cpu']) {
      await tf.setBackend(backend);
      const { passed, worstError } = await selfTest(tf);
      expect(passed).toBe(true);
      expect(worstError).toBeLessThan(1e-6);
    }
    await tf.setBackend('wasm');
    expect(tf.memory().numTensors).toBe(before);
  });

  it.each([
    'Conv2DBackpropFilter',
    'Conv2DBackpropInput',
    'DepthwiseConv2dNativeBackpropFilter',
    'MaxPoolGrad',
    'BatchMatMul',
  ])('is failed by a backend whose %s is off by a hundredth', async (kernelName) => {
    const right = tf.getKernel(kernelName, 'wasm');
    tf.unregisterKernel(kernelName, 'wasm');
    tf.registerKernel({
      ...right,
      kernelFunc: (call) =>
        tf.tidy(() => {
          const result = tf.engine().makeTensorFromTensorInfo(right.kernelFunc(call) as never);
          return tf.mul(result, 1.01);
        }),
    });
    const { passed } = await selfTest(tf);
    tf.unregisterKernel(kernelName, 'wasm');
    tf.registerKernel(right);
    expect(passed).toBe(false);
    expect((await selfTest(tf)).passed).toBe(true);
  });
});

describe('[T11] the choice of a backend', () => {
  it('takes what passes and says why the others do not', async () => {
    const before = tf.memory().numTensors;
    const report = await chooseBackend(tf);
    expect(report.chosen).toBe('wasm');
    expect(tf.getBackend()).toBe('wasm');
    expect(report.attempts.map(({ backend, status }) => [backend, status])).toEqual([
      ['wasm', 'passed'],
      ['webgpu', 'unavailable'],
      ['webgl', 'unavailable'],
    ]);
    const [wasm, webgpu] = report.attempts;
    expect(wasm?.message).toMatch(
      /^wasm computes correctly \(largest error \d\.\de-\d\) and trains at [\d.]+ G multiply-accumulates a second/,
    );
    expect(webgpu?.message).toBe('webgpu is not there in this browser.');
    expect(tf.memory().numTensors).toBe(before);
  });

  it('takes none where none is there, and never plain JavaScript', async () => {
    expect((await chooseBackend(tf, ['webgpu'])).chosen).toBeUndefined();
  });
});
