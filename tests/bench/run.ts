import process, { argv } from 'node:process';

/** Every bench by its name; each is loaded only when it is asked for. */
const benches: Readonly<Record<string, (args: readonly string[]) => Promise<void>>> = {
  analysis: async () => (await import('./analysis')).analysisBench(),
  canvas: async () => (await import('./canvas')).canvasBench(),
  history: async (args) => (await import('./history')).historyBench(args),
  memory: async () => (await import('./memory')).memoryBench(),
  sync: async (args) => (await import('./sync')).syncBench(args),
};

/** Names first; what begins with a dash, and all behind it, is for the benches to read. */
const firstOption = argv.slice(2).findIndex((argument) => argument.startsWith('-'));
const end = firstOption < 0 ? argv.length : firstOption + 2;
const names = argv.slice(2, end);
const options = argv.slice(end);
const unknown = names.filter((name) => !Object.hasOwn(benches, name));
if (unknown.length > 0) {
  console.error(
    `There is no bench “${unknown.join('”, “')}”. There is: ${Object.keys(benches).join(', ')}.`,
  );
  process.exitCode = 1;
} else {
  for (const [name, bench] of Object.entries(benches))
    if (names.length === 0 || names.includes(name)) await bench(options);
}
