import { describe, expect, it } from 'vitest';
import { analyse } from '@/lib/analysis/analyse';
import { readGraph, storeGraph } from '@/lib/graph/stored';
import { readOnnx } from '@/lib/interchange/onnx/readOnnx';
import { type Draw, pick, seeded } from '@/tests/support/draw';
import { mutateBytes, mutateModel } from '@/tests/support/mutate';
import { readOnnxFixture } from '@/tests/support/onnxFixture';

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

const CODES = new Set([
  'NOT_RECOGNISED',
  'CUT_OFF',
  'DAMAGED',
  'TOO_LARGE',
  'EMPTY',
  'UNKNOWN_INPUT_SIZE',
  'CYCLE',
]);

/** Reads a file that may be broken; what comes out must be sound: a design that can be stored and analysed, or a sentence. */
function outcome(bytes: Uint8Array): string {
  const read = readOnnx(bytes);
  if (!read.ok) {
    expect(CODES).toContain(read.error.code);
    expect(read.error.message).toMatch(/^[“A-Z].*\.$/s);
    return read.error.code;
  }
  const { graph, opaque } = read.value;
  expect(readGraph(JSON.parse(JSON.stringify(storeGraph(graph))))).toEqual({
    ok: true,
    value: graph,
  });
  expect(analyse(graph).reports.size).toBe(graph.nodes.size);
  expect(opaque.filter(({ node, reason }) => !graph.nodes.has(node) || reason === '')).toEqual([]);
  return opaque.length > 0 ? 'OPAQUE' : 'OK';
}

/** How often each outcome came up over so many seeds. */
function outcomes(runs: number, mutate: (bytes: Uint8Array, draw: Draw) => Uint8Array) {
  const counts: Record<string, number> = {};
  for (let seed = 1; seed <= runs; seed++) {
    const draw = seeded(seed);
    let result: string;
    try {
      result = outcome(mutate(pick(draw, FILES), draw));
    } catch (error) {
      throw new Error(`seed ${seed}`, { cause: error });
    }
    counts[result] = (counts[result] ?? 0) + 1;
  }
  return counts;
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
