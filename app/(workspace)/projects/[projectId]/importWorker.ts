import { readFile } from '@/lib/interchange/readFile';
import type { ImportRequest } from './importFile';

/** Reads the one file that it is sent and answers with the graph or the reason. */
self.onmessage = async ({ data: { file, inputShape } }: MessageEvent<ImportRequest>) => {
  const bytes = new Uint8Array(await file.arrayBuffer());
  self.postMessage(readFile(file.name, bytes, { inputShape }));
};
