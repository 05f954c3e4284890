import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { analyse } from '@/lib/analysis/analyse';
import { disagreements } from '@/tests/support/disagreements';
import { seeded } from '@/tests/support/draw';
import { plainDesign } from '@/tests/support/plainDesign';
import { type PlainLayer, plainTfjs } from '@/tests/support/plainTfjs';
import { hushPlainBackend } from '@/tests/support/tensorflow';

const DESIGNS = 3_000;

beforeAll(async () => {
  await hushPlainBackend(tf);
  await tf.setBackend('cpu');
});

type Built = Extract<PlainLayer, { readonly status: 'built' }>;

/**
 * Where TensorFlow.js takes what we refuse: it lets maps shrink to nothing, runs a dense layer over
 * the channels of a map, and joins vectors with maps.
 */
function isLooser({ layers, output }: Built): boolean {
  if (output.shape.slice(1).some((size) => size === null || size < 1)) return true;
  const [first] = layers;
  const ranks = [first?.input ?? []].flat().map(({ shape }) => shape.length);
  return new Set(ranks).size > 1 || (first?.getClassName() === 'Dense' && ranks[0] === 4);
}

function compare(seed: number) {
  const graph = plainDesign(seeded(seed));
  const analysis = analyse(graph);
  const said = plainTfjs(graph);
  const works = (id: string) => analysis.reports.get(id)?.status === 'ok';
  const built = [...said].flatMap(([id, layer]) =>
    layer.status === 'built' ? ([[id, layer]] as const) : [],
  );
  const compared = {
    agreeing: built.filter(([id]) => works(id)).length,
    otherwise: disagreements(analysis, new Map(built.filter(([id]) => works(id)))),
    tooStrict: built.filter(([id, layer]) => !works(id) && !isLooser(layer)).map(([id]) => id),
    tooLoose: [...said].filter(([id, { status }]) => status === 'refused' && works(id)),
    refused: [...said].filter(([, { status }]) => status === 'refused').length,
  };
  tf.disposeVariables();
  return compared;
}

describe('random designs of layers that TensorFlow.js has', () => {
  it('[L1] [L2] [L3] [L7] [L9] have the shapes and parameter counts that it gives them, and what it refuses is refused', () => {
    let agreeing = 0;
    let refused = 0;
    for (let seed = 0; seed < DESIGNS; seed++) {
      const compared = compare(seed);
      const { otherwise, tooStrict, tooLoose } = compared;
      expect({ seed, otherwise, tooStrict, tooLoose }).toEqual({
        seed,
        otherwise: [],
        tooStrict: [],
        tooLoose: [],
      });
      agreeing += compared.agreeing;
      refused += compared.refused;
    }
    expect(agreeing).toBeGreaterThan(20_000);
    expect(refused).toBeGreaterThan(500);
  });
});
