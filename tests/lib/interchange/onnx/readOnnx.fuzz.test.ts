import { describe, expect, it } from 'vitest';
import { readOnnx } from '@/lib/interchange/onnx/readOnnx';
import { type Draw, pick, seeded } from '@/tests/support/draw';
import { mutateBytes, mutateModel } from '@/tests/support/mutate';
import { readOnnxFixture } from '@/tests/support/onnxFixture';
import { outcomesOf, readOutcome } from '@/tests/support/readOutcome';

const FILES = [
  'lenet5',
  'alexnet',
  'squeezenet1_1',
  'resnet18.fused',
  'resnet20_cifar',
  'shufflenet_v2_x1_0.fused',
  'mobilenet_v3_large.fused',
  'inception_v3.fused',
].map(readOnnxFixture);

/** How often each outcome came up over so many seeds. */
function outcomes(runs: number, mutate: (bytes: Uint8Array, draw: Draw) => Uint8Array) {
  return outcomesOf(runs, (seed) => {
    const draw = seeded(seed);
    return readOutcome(readOnnx(mutate(pick(draw, FILES), draw)));
  });
}

describe('files that were changed at random', () => {
  it('are read or refused, whichever bytes are wrong', () => {
    const counts = outcomes(400, mutateBytes);
    expect(Object.keys(counts)).toEqual(
      expect.arrayContaining(['OK', 'OPAQUE', 'DAMAGED', 'CUT_OFF']),
    );
  });

  it('are read or refused, whatever they describe', () => {
    const counts = outcomes(500, mutateModel);
    expect(Object.keys(counts)).toEqual(
      expect.arrayContaining(['OK', 'OPAQUE', 'DAMAGED', 'CYCLE', 'UNKNOWN_INPUT_SIZE']),
    );
  });
});
