import { machine } from './measure';
import { installPeers } from './sync/installPeers';
import { type Options, type Part, readOptions } from './sync/options';
import { load } from './sync/parts/load';

const PARTS: Readonly<Record<Part, (options: Options) => Promise<void>>> = { load };

/**
 * Many people in one document: how soon each sees what the others do, with us and with others, who
 * keep what they are told in memory only.
 */
export async function syncBench(args: readonly string[]): Promise<void> {
  const options = readOptions(args);
  console.log(`\nWorking together (${machine()})`);
  console.log(
    'All on 127.0.0.1. Ours answers when Postgres has it on disk; the others hold it in memory.',
  );
  if (options.peers.some((name) => name !== 'ours')) installPeers();
  for (const part of options.parts) await PARTS[part](options);
}
