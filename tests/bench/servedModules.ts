import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createViteServer } from 'vitest/node';
import { must } from '@/lib/invariant';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** The modules of the project for a browser to import, each under its path. */
export interface ServedModules {
  readonly url: string;
  dispose(): Promise<void>;
}

/** Serves the modules as they are in the tree, without the app. */
export async function serveModules(): Promise<ServedModules> {
  const cacheDir = mkdtempSync(path.join(tmpdir(), 'layerboard-bench-'));
  const server = await createViteServer({
    root: ROOT,
    cacheDir,
    configFile: false,
    logLevel: 'error',
    appType: 'custom',
    resolve: { alias: [{ find: '@', replacement: ROOT }] },
    optimizeDeps: { include: ['@tensorflow/tfjs', 'zod'], entries: [] },
    server: { port: 0, hmr: false, watch: null },
  });
  await server.listen();
  return {
    url: must(server.resolvedUrls?.local[0], 'an address'),
    dispose: async () => {
      await server.close();
      rmSync(cacheDir, { recursive: true, force: true });
    },
  };
}
