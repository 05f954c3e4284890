import { readFile } from '@/lib/interchange/readFile';

/** Reads the one file that it is sent and answers with the graph or the reason. */
self.onmessage = async ({ data: file }: MessageEvent<File>) => {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const read = readFile(file.name, bytes);
  self.postMessage(read.ok ? read : { ok: false, error: read.error.message });
};
