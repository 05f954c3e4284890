import { fromBinary } from '@bufbuild/protobuf';
import { ok, type Result } from '@/lib/result';
import { type ReadError, unread } from '../imported';
import { checkWire } from './checkWire';
import { type GraphProto, type ModelProto, ModelProtoSchema } from './onnx_pb';

/** A decoded model that has a graph. The values of its weights are views of the file's bytes. */
export interface DecodedModel {
  readonly model: ModelProto;
  readonly graph: GraphProto;
}

/** Decodes a file, after checking that this takes bounded time and memory. */
export function decodeModel(bytes: Uint8Array): Result<DecodedModel, ReadError> {
  const sound = checkWire(bytes);
  if (!sound.ok) return sound;
  let model: ModelProto;
  try {
    model = fromBinary(ModelProtoSchema, bytes, { readUnknownFields: false });
  } catch (error) {
    const why = error instanceof Error ? error.message : 'it cannot be decoded';
    return unread('DAMAGED', `The file is damaged: ${why}.`);
  }
  const { graph } = model;
  return graph ? ok({ model, graph }) : unread('EMPTY', 'The file holds a model without a graph.');
}
