/** Formats that people try and that Layerboard does not read: how they begin, and what to do instead. */
const FOREIGN: readonly {
  readonly at: number;
  readonly start: string;
  readonly advice: string;
}[] = [
  {
    at: 0,
    start: 'PK\u0003\u0004',
    advice: 'it is a ZIP archive, as PyTorch checkpoints (.pt, .pth) are: export the model to ONNX',
  },
  {
    at: 0,
    start: '\u0089HDF',
    advice:
      'it is an HDF5 file, as older Keras models (.h5) are: save the model as a .keras file or as model.to_json(), or export it to ONNX with tf2onnx',
  },
  {
    at: 0,
    start: '\u0080\u0002',
    advice: 'it is a Python pickle, as older PyTorch checkpoints are: export the model to ONNX',
  },
  {
    at: 4,
    start: 'TFL3',
    advice: 'it is a TensorFlow Lite model: convert it to ONNX with tf2onnx',
  },
  {
    at: 4,
    start: 'ORTM',
    advice: 'it is an ONNX Runtime model (.ort): open the ONNX file that it was made from',
  },
  { at: 0, start: '\u001f\u008b', advice: 'it is packed with gzip: unpack it first' },
  { at: 0, start: '\u0089PNG', advice: 'it is a picture' },
  { at: 0, start: '\u00ff\u00d8\u00ff', advice: 'it is a picture' },
  { at: 0, start: '%PDF', advice: 'it is a PDF document' },
];

/** What a file is by its first bytes, when it is something well known that cannot be read, and what would help. */
export function foreignFormat(bytes: Uint8Array): string | undefined {
  const found = FOREIGN.find(({ at, start }) =>
    [...start].every((character, index) => bytes[at + index] === character.charCodeAt(0)),
  );
  return found?.advice;
}

/** Whether a file is text that starts like a JSON object or list. */
export function startsLikeJson(bytes: Uint8Array): boolean {
  const text = new TextDecoder().decode(bytes.subarray(0, 64)).trimStart();
  return text.startsWith('{') || text.startsWith('[');
}
