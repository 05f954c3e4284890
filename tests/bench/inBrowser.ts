import * as tf from '@tensorflow/tfjs';
import { analyse } from '@/lib/analysis/analyse';
import { must } from '@/lib/invariant';
import { templateById } from '@/lib/templates/templates';
import { plainModel } from '@/tests/support/plainTfjs';

const SAMPLES = 21;
/** The clocks of browsers tick slowly: so many passes are timed together. */
const PASSES = 40;

/** Milliseconds of a full pass over a known network, and of TensorFlow.js building it: medians. */
export async function inBrowser(id: string) {
  const graph = must(templateById(id), id).build();
  await tf.setBackend('cpu');
  const full = median(SAMPLES, () => {
    for (let pass = 0; pass < PASSES; pass++)
      analyse({ ...graph, nodes: new Map(graph.nodes), edges: new Map(graph.edges) });
  });
  const tensorFlow = median(SAMPLES, () => plainModel(graph).dispose());
  return { full: full / PASSES, tensorFlow };
}

function median(samples: number, run: () => void): number {
  const times: number[] = [];
  for (let sample = 0; sample < samples; sample++) {
    const start = performance.now();
    run();
    times.push(performance.now() - start);
  }
  return times.toSorted((a, b) => a - b)[Math.floor(samples / 2)] ?? Number.NaN;
}
