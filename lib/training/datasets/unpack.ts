import { err, ok, type Result } from '@/lib/result';
import type { NamedBytes } from './namedBytes';

const GZIP_MAGIC = [0x1f, 0x8b] as const;

/** The file without its gzip wrapping; a file that has none comes back as it is. */
export async function unpack(file: NamedBytes): Promise<Result<NamedBytes, string>> {
  if (!GZIP_MAGIC.every((byte, index) => file.bytes[index] === byte)) return ok(file);
  if (typeof DecompressionStream === 'undefined') {
    return err(`${file.name} is compressed, and this browser cannot unpack gzip: unpack it first.`);
  }
  try {
    const stream = new Blob([new Uint8Array(file.bytes)])
      .stream()
      .pipeThrough(new DecompressionStream('gzip'));
    const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
    return ok({ name: file.name, bytes });
  } catch {
    return err(
      `${file.name} begins like a gzip file but cannot be unpacked: it is cut off or damaged.`,
    );
  }
}
