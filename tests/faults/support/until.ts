import { setTimeout as sleep } from 'node:timers/promises';

/** Time that anything may take to come about, in milliseconds: machines are slow at times. */
const PATIENCE = 90_000;
const INTERVAL = 20;

/**
 * Waits until nothing is said against it any more; throws with what is said last when that takes too
 * long. Unlike `expect.poll` it may be used by tests that run at the same time.
 */
export async function until(
  objections: () => readonly string[] | Promise<readonly string[]>,
  patience = PATIENCE,
): Promise<void> {
  const deadline = performance.now() + patience;
  for (;;) {
    const said = await objections();
    if (said.length === 0) return;
    if (performance.now() > deadline)
      throw new Error(`This did not come about:\n${said.join('\n')}`);
    await sleep(INTERVAL);
  }
}
