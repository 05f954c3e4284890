/** A ZIP archive of files that are stored as they are, as Keras writes its `.keras` files. */
export function storedZip(
  files: Readonly<Record<string, Uint8Array>>,
  method = 0,
): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  const list: Uint8Array[] = [];
  let at = 0;
  for (const [name, bytes] of Object.entries(files)) {
    const label = new TextEncoder().encode(name);
    const local = record(30, label, [
      [0, 0x04034b50, 4],
      [8, method, 2],
      [18, bytes.byteLength, 4],
      [22, bytes.byteLength, 4],
      [26, label.byteLength, 2],
    ]);
    list.push(
      record(46, label, [
        [0, 0x02014b50, 4],
        [10, method, 2],
        [20, bytes.byteLength, 4],
        [24, bytes.byteLength, 4],
        [28, label.byteLength, 2],
        [42, at, 4],
      ]),
    );
    parts.push(local, bytes);
    at += local.byteLength + bytes.byteLength;
  }
  const listed = list.reduce((size, each) => size + each.byteLength, 0);
  const end = record(22, new Uint8Array(), [
    [0, 0x06054b50, 4],
    [8, list.length, 2],
    [10, list.length, 2],
    [12, listed, 4],
    [16, at, 4],
  ]);
  return joined([...parts, ...list, end]);
}

type Field = readonly [offset: number, value: number, size: 2 | 4];

function record(size: number, label: Uint8Array, fields: readonly Field[]): Uint8Array {
  const bytes = new Uint8Array(size + label.byteLength);
  const view = new DataView(bytes.buffer);
  for (const [offset, value, width] of fields) {
    if (width === 2) view.setUint16(offset, value, true);
    else view.setUint32(offset, value, true);
  }
  bytes.set(label, size);
  return bytes;
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((size, each) => size + each.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.byteLength;
  }
  return bytes;
}
