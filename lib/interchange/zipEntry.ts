/** A file within a ZIP archive: its bytes where they are stored as they are, or that they are packed. */
export type ZipEntry =
  | { readonly status: 'stored'; readonly bytes: Uint8Array }
  | { readonly status: 'packed' };

const END = 0x06054b50;
const LISTED = 0x02014b50;
const LOCAL = 0x04034b50;
const END_SIZE = 22;
const LISTED_SIZE = 46;
const LOCAL_SIZE = 30;
const LONGEST_COMMENT = 65_535;

/**
 * Finds a file in a ZIP archive by its name, through the list at the archive's end. Undefined where there
 * is none, or where the archive contradicts itself. Reads no further than it must, whatever the bytes say.
 */
export function zipEntry(archive: Uint8Array, name: string): ZipEntry | undefined {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  const end = endOf(view);
  if (end === undefined) return undefined;
  const entries = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  for (let entry = 0; entry < entries; entry++) {
    if (at + LISTED_SIZE > end || view.getUint32(at, true) !== LISTED) return undefined;
    const nameLength = view.getUint16(at + 28, true);
    if (textAt(archive, at + LISTED_SIZE, nameLength) === name) return entryAt(archive, view, at);
    at += LISTED_SIZE + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return undefined;
}

/** Where the end record starts; a comment may stand behind it. */
function endOf(view: DataView): number | undefined {
  const last = view.byteLength - END_SIZE;
  for (let at = last; at >= Math.max(0, last - LONGEST_COMMENT); at--)
    if (view.getUint32(at, true) === END) return at;
  return undefined;
}

function entryAt(archive: Uint8Array, view: DataView, listed: number): ZipEntry | undefined {
  if (view.getUint16(listed + 10, true) !== 0) return { status: 'packed' };
  const size = view.getUint32(listed + 24, true);
  const local = view.getUint32(listed + 42, true);
  if (local + LOCAL_SIZE > archive.byteLength || view.getUint32(local, true) !== LOCAL)
    return undefined;
  const names = view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  const start = local + LOCAL_SIZE + names;
  if (start + size > archive.byteLength) return undefined;
  return { status: 'stored', bytes: archive.subarray(start, start + size) };
}

function textAt(archive: Uint8Array, start: number, length: number): string {
  return new TextDecoder().decode(archive.subarray(start, start + length));
}
