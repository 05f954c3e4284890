import process, { argv, stdout } from 'node:process';
import { FUZZ_USAGE, type FuzzArguments, readFuzzArguments } from './fuzzArguments';
import { openFuzzGround } from './fuzzGround';
import { type FuzzTally, fuzzMany } from './fuzzMany';
import { closingWords, failureWords, openingWords, thousands } from './fuzzWords';

const TELL_EVERY = 2_000;

/** People who draw at random, for as many seeds as one likes. Ctrl-C ends it after the run under way. */
async function main(asked: FuzzArguments): Promise<void> {
  console.log(openingWords(asked));
  const begun = performance.now();
  const seconds = () => (performance.now() - begun) / 1_000;
  const stop = new AbortController();
  process.once('SIGINT', () => {
    console.log('Stopping after this run; Ctrl-C again ends it at once.');
    stop.abort();
    process.once('SIGINT', () => process.exit(130));
  });
  const ground = await openFuzzGround(asked);
  let told = 0;
  const tell = ({ runs, operations, failures }: FuzzTally) => {
    if (seconds() * 1_000 - told < TELL_EVERY) return;
    told = seconds() * 1_000;
    const line = `${thousands(runs)} of ${thousands(asked.seeds)} seeds, ${thousands(operations)} operations, ${failures.length} failed, ${seconds().toFixed(0)} s`;
    stdout.write(stdout.isTTY ? `\r${line}` : `${line}\n`);
  };
  const failed = (failure: Parameters<typeof failureWords>[0]) =>
    console.log(`\n${failureWords(failure, asked)}\n`);
  try {
    const tally = await fuzzMany(asked, ground, { done: tell, failed }, stop.signal);
    console.log(`\n${closingWords(tally, asked, seconds())}`);
    process.exitCode = tally.failures.length > 0 ? 1 : 0;
  } finally {
    await ground.close();
  }
}

const asked = readFuzzArguments(argv.slice(2));
if (asked.ok) await main(asked.value);
else {
  console.error(`${asked.error}\n\n${FUZZ_USAGE}`);
  process.exitCode = 2;
}
