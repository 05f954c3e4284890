import { ok, type Result } from '@/lib/result';
import type { Imported, OpaqueLayer, ReadError } from '../imported';
import { unread } from '../imported';
import { assemble } from './assemble';
import { decodeModel } from './decodeModel';
import type { Draft } from './draft';
import { excerpt } from './excerpt';
import { indexGraph } from './graphIndex';
import { graphInputs } from './graphInputs';
import { inlineFunctions } from './inlineFunctions';
import type { ModelProto } from './onnx_pb';
import { translate } from './translate';

/** What a reader may be told beside the file. */
export interface ReadOptions {
  /** Sizes of one sample, channels first, for inputs whose size the file leaves open: `[3, 224, 224]`. */
  readonly inputShape?: readonly number[] | undefined;
}

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
  const assembled = assemble(drafts, (tensor) => index.weights.has(tensor));
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
    opaque: opaqueLayers(drafts, [...design.nodes.keys()]),
    notes: [...notesOf(index.unused, opset), ...translated.value.notes],
  });
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

function opaqueLayers(drafts: readonly Draft[], ids: readonly string[]): readonly OpaqueLayer[] {
  return drafts.flatMap(({ layer }, index) => {
    const node = ids[index];
    if (layer.kind !== 'opaque' || node === undefined) return [];
    return [{ node, operator: layer.params.operator, reason: layer.params.reason }];
  });
}
