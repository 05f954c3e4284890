import type { Database } from './database';
import { appendAlone } from './documents/appendAlone';
import { appendTogether } from './documents/appendTogether';
import type { Draft } from './documents/draft';
import type { Push, PushResult } from './documents/push';
import type { Flight } from './documents/pushTurns';
import { report } from './report';

/**
 * The one way in which a design changes. Applies operations with the reducer that the browser has,
 * and writes log, layers, wires and groups; pushes that arrive while one is being written are
 * written together, in one statement. Answers after the commit, then wakes whoever follows. PROTOCOL P2
 * to P8. Throws for a push that is refused as a whole, which then has no effect.
 */
export function appendOperations(database: Database, push: Push): Promise<PushResult> {
  return database.pushes.take(push, (pushes, flight) =>
    appendAll(database, push.designId, pushes, flight),
  );
}

async function appendAll(
  database: Database,
  designId: string,
  pushes: readonly Push[],
  flight: Flight,
): Promise<readonly PromiseSettledResult<PushResult>[]> {
  const together = await appendTogether(database, designId, pushes, flight).catch((error) => {
    // Each is tried by itself, so that none suffers from another, and gets its own reason.
    report(`Pushes to the design ${designId} could not be written together.`, error);
    return undefined;
  });
  if (together) publish(database, together.draft, together.at);
  const results: PromiseSettledResult<PushResult>[] = [];
  for (const push of pushes) {
    const written = together?.results.get(push);
    if (written) results.push({ status: 'fulfilled', value: written });
    else results.push(await settled(alone(database, push)));
  }
  return results;
}

async function alone(database: Database, push: Push): Promise<PushResult> {
  const { result, draft, at } = await appendAlone(database, push);
  publish(database, draft, at);
  return result;
}

/** Tells whoever is concerned in this process, and wakes the others. After the commit. */
function publish(
  { documents, feeds, wake }: Database,
  { designId, head, log }: Draft,
  at: Date,
): void {
  documents.put(designId, head);
  if (log.length === 0) return;
  feeds.committed(
    designId,
    log.map((entry) => ({ ...entry, at })),
  );
  wake.wakeOthers(designId);
}

async function settled<T>(promise: Promise<T>): Promise<PromiseSettledResult<T>> {
  const [result] = await Promise.allSettled([promise]);
  return result;
}
