import { ok, type Result } from '@/lib/result';
import { assembleGraph, type NamedDraft } from '../assembleGraph';
import { excerpt } from '../excerpt';
import { groupLayers } from '../groupLayers';
import type { Imported, ReadError } from '../imported';
import { unread } from '../imported';
import { opaqueLayers } from '../opaqueLayers';
import type { ReadOptions } from '../readOptions';
import { decodeModel } from './decodeModel';
import { indexGraph } from './graphIndex';
import { graphInputs } from './graphInputs';
import { inlineFunctions } from './inlineFunctions';
import { nameLayers } from './nameLayers';
import type { ModelProto } from './onnx_pb';
import type { OnnxDraft } from './onnxDraft';
import { translate } from './translate';

/**
 * Reads an ONNX model as a design. Weights are never read, only their sizes, so they may be missing.
 * Operators that are not understood become opaque layers that keep what the file says of them. Never
 * throws; a file that cannot be read at all gives an error that says why.
 */
export function readOnnx(
  bytes: Uint8Array,
  options: ReadOptions = {},
): Result<Imported, ReadError> {
  const decoded = decodeModel(bytes);
  if (!decoded.ok) return decoded;
  const { model, graph } = decoded.value;
  const operators = inlineFunctions(graph.node, model.functions);
  if (!operators.ok) return operators;
  const indexed = indexGraph(graph, operators.value);
  if (!indexed.ok) return indexed;
  const index = indexed.value;
  const inputs = graphInputs(index, options.inputShape);
  if (!inputs.ok) return inputs;
  const opset = opsetOf(model);
  const translated = translate(index, inputs.value, opset ?? NEWEST_OPSET);
  if (!translated.ok) return translated;
  const { drafts } = translated.value;
  if (!drafts.some(({ nodes }) => nodes.length > 0))
    return unread('EMPTY', 'The file holds a graph in which nothing is computed from an input.');
  const assembled = assembleGraph(named(drafts, (tensor) => index.weights.has(tensor)));
  if (!assembled.ok) return assembled;
  const design = assembled.value;
  return ok({
    graph: design,
    model: {
      format: 'onnx',
      name: excerpt(graph.name, 190),
      producer: excerpt(`${model.producerName} ${model.producerVersion}`.trim(), 190),
      irVersion: Number(model.irVersion),
      opset: opset ?? NEWEST_OPSET,
    },
    opaque: opaqueLayers(design),
    notes: [...notesOf(index.unused, opset), ...translated.value.notes],
  });
}

function named(
  drafts: readonly OnnxDraft[],
  isWeight: (tensor: string) => boolean,
): readonly NamedDraft[] {
  const names = nameLayers(drafts, isWeight);
  const paths = groupLayers(names);
  return drafts.map((draft, index) => ({
    ...draft,
    name: names[index]?.name ?? 'layer',
    block: paths[index] ?? null,
    operators: draft.nodes.map(({ opType }) => opType),
  }));
}

const OLDEST_OPSET = 7;
const NEWEST_OPSET = 21;

/** Version of the standard operators; undefined where the file does not say. */
function opsetOf(model: ModelProto): number | undefined {
  const standard = model.opsetImport.filter(({ domain }) => domain === '' || domain === 'ai.onnx');
  const version = Math.max(0, ...standard.map((each) => Number(each.version)));
  return version > 0 ? version : undefined;
}

function notesOf(unused: number, opset: number | undefined): readonly string[] {
  const notes: string[] = [];
  if (unused > 0) {
    const them = unused === 1 ? '1 operator that leads' : `${unused} operators that lead`;
    notes.push(`The file has ${them} to no output: left out.`);
  }
  if (opset === undefined) {
    notes.push(
      `The file does not say which version of the operators it uses: read as ${NEWEST_OPSET}.`,
    );
  } else if (opset < OLDEST_OPSET) {
    notes.push(
      `The file uses version ${opset} of the operators; before ${OLDEST_OPSET} some of them worked differently.`,
    );
  }
  return notes;
}
