import { evaluate, type Formula, named, sum, times } from '@/lib/formula';
import type { NodeId } from '@/lib/graph/graph';
import type { Saved } from '@/lib/layers/kind';
import { elementCount } from '@/lib/tensor/tensorType';
import { BYTES, FIXED_BYTES } from '../precision';
import { type Analysis, type OkReport, okReport } from '../report';
import { type Storage, type Storages, storagesOf } from '../storage';
import { type Explanation, inWords, type Step } from './explanation';

/** Bytes of storage that the output of a layer fills in training, for a batch. SPEC A7, A9, L10. */
export function explainOutputBytes(analysis: Analysis, { facts }: OkReport): Explanation {
  if (facts.viewing === 'always')
    return inWords('A view of its input: it has no storage of its own.', 'L10', 'A7');
  const known = facts.outputs.filter((type) => type !== undefined);
  const [first] = known;
  if (!first) return inWords('The size of the output is not known.', 'L11');
  const { batch, precision } = analysis.graph.settings;
  const values =
    known.length === 1
      ? named('values', elementCount(first))
      : sum(
          ...known.map((type, port) => named(`values of output ${port + 1}`, elementCount(type))),
        );
  return {
    steps: [
      {
        of: 'bytes',
        formula: times(
          values,
          named('batch', batch),
          named('bytes a value', BYTES[precision].activation),
        ),
      },
    ],
    words: [`Activations in ${precision}.`],
    rules: ['A7', 'A9'],
  };
}

/** What a layer keeps for its backward pass, in bytes for a batch; what another keeps already is not counted again. SPEC L8, A7. */
export function explainKept(analysis: Analysis, id: NodeId): Explanation {
  const report = okReport(analysis, id);
  if (!report || report.facts.saved.length === 0)
    return inWords('The backward pass of this layer needs nothing of the forward pass.', 'L8');
  const { batch, precision } = analysis.graph.settings;
  const storages = storagesOf(analysis, 'training');
  const keepers = keepersBefore(analysis, storages, id);
  const steps: Step[] = [];
  const words: string[] = [];
  for (const saved of report.facts.saved) {
    if (saved.of === 'own') {
      steps.push({ of: saved.what, formula: ownBytes(saved, batch) });
      continue;
    }
    const of =
      saved.of === 'output' || report.inputs.length === 1 ? saved.of : `input ${saved.slot + 1}`;
    const storage = savedStorage(id, saved, storages);
    const already = storage && keepers.get(storage);
    if (storage?.isInput) words.push(`The ${of} is the network’s input, which is there anyway.`);
    else if (already !== undefined)
      words.push(`The ${of} is kept for “${nameOf(analysis, already)}” already.`);
    else if (storage) {
      keepers.set(storage, id);
      const value = named('bytes a value', BYTES[precision].activation);
      const formula = times(named('values', storage.elements), named('batch', batch), value);
      steps.push({ of, formula });
    }
  }
  const parts = steps.map(({ of, formula }) => named(of, evaluate(formula)));
  return {
    steps: parts.length > 1 ? [...steps, { of: 'together', formula: sum(...parts) }] : steps,
    words: words.length > 0 ? words : [SHARED],
    rules: ['L8', 'A7', 'A9'],
  };
}

const SHARED = 'Until its backward pass; what other layers need too is counted here, once.';

/** Who keeps each storage, among the layers that run before this one. */
function keepersBefore(analysis: Analysis, storages: Storages, end: NodeId): Map<Storage, NodeId> {
  const keepers = new Map<Storage, NodeId>();
  for (const id of analysis.order) {
    if (id === end) break;
    for (const saved of okReport(analysis, id)?.facts.saved ?? []) {
      const storage = savedStorage(id, saved, storages);
      if (storage && !keepers.has(storage)) keepers.set(storage, id);
    }
  }
  return keepers;
}

function savedStorage(id: NodeId, saved: Saved, storages: Storages): Storage | undefined {
  if (saved.of === 'own') return undefined;
  return saved.of === 'output' ? storages.of(id, 0) : storages.into(id)[saved.slot];
}

type Own = Extract<Saved, { readonly of: 'own' }>;

function ownBytes({ what, elements, perSample, dtype }: Own, batch: number): Formula {
  return times(
    named(perSample ? `${what} a sample` : what, elements),
    ...(perSample ? [named('batch', batch)] : []),
    named('bytes a value', FIXED_BYTES[dtype]),
  );
}

function nameOf({ graph }: Analysis, id: NodeId): string {
  return graph.nodes.get(id)?.name ?? id;
}
