import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { analyse } from '@/lib/analysis/analyse';
import { totalsOf } from '@/lib/analysis/cost';
import { okReport } from '@/lib/analysis/report';
import { readOnnx } from '@/lib/interchange/onnx/readOnnx';

const FOLDER = new URL('../../../fixtures/families/', import.meta.url);

interface Counted {
  readonly library: string;
  /** As PyTorch counts them in the module. */
  readonly parameters: number;
  /** Pixels of each side of the image. */
  readonly image: number;
}

const networks: Readonly<Record<string, Counted>> = JSON.parse(
  readFileSync(new URL('parameters.json', FOLDER), 'utf8'),
);

describe('networks of timm and torchvision as PyTorch exports them', () => {
  it.each(Object.entries(networks))(
    '%s is read whole, with every parameter',
    (name, { parameters, image }) => {
      const packed = readFileSync(new URL(`${name}.onnx.gz`, FOLDER));
      const read = readOnnx(new Uint8Array(gunzipSync(packed)));
      if (!read.ok) throw new Error(read.error.message);
      const { graph, opaque } = read.value;
      expect(opaque).toEqual([]);
      const analysis = analyse(graph);
      const nodes = [...graph.nodes.values()];
      const unknown = nodes.filter(({ id }) => !okReport(analysis, id)).map((node) => node.name);
      expect(unknown).toEqual([]);
      const start = nodes.find(({ kind }) => kind === 'input');
      expect(start?.params).toMatchObject({ channels: 3, height: image, width: image });
      expect(totalsOf(analysis).params).toBe(parameters);
    },
  );
});
