import { machine } from './measure';
import { installPeers } from './sync/installPeers';
import { type Options, type Part, readOptions } from './sync/options';

/** Each is loaded only when it is asked for. */
const PARTS: Readonly<Record<Part, (options: Options) => Promise<void>>> = {
  load: async (options) => (await import('./sync/parts/load')).load(options),
  flood: async (options) => (await import('./sync/parts/flood')).flood(options),
  instances: async (options) => (await import('./sync/parts/instances')).instances(options),
  catchup: async (options) => (await import('./sync/parts/catchup')).catchup(options),
  storm: async (options) => (await import('./sync/parts/storm')).storm(options),
  crowd: async (options) => (await import('./sync/parts/crowd')).crowd(options),
  designs: async (options) => (await import('./sync/parts/designs')).designs(options),
  presence: async (options) => (await import('./sync/parts/presence')).presence(options),
  wake: async (options) => (await import('./sync/parts/wake')).wake(options),
};

/**
 * Many people in one document: how soon each sees what the others do, with us and with others, who
 * keep what they are told in memory only; then what becomes of us when it is more than that.
 */
export async function syncBench(args: readonly string[]): Promise<void> {
  const options = readOptions(args);
  console.log(`\nWorking together (${machine()})`);
  console.log(
    'All on 127.0.0.1. Ours answers when Postgres has it on disk; the others hold it in memory.',
  );
  if (options.parts.includes('load') && options.peers.some((name) => name !== 'ours')) {
    installPeers();
  }
  for (const part of options.parts) await PARTS[part](options);
}
