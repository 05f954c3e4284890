import type { Push, PushResult } from './push';

/** Operations that are written together at most; a single push may hold more. */
const MOST = 2_000;

/** Writes pushes of one design, and says of each what came of it. */
type WriteTogether = (
  pushes: readonly Push[],
) => Promise<readonly PromiseSettledResult<PushResult>[]>;

interface Waiting {
  readonly push: Push;
  readonly resolve: (result: PushResult) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Gives the pushes of a process their turn: one write at a time for each design, and what arrives
 * meanwhile is written together.
 */
export class PushTurns {
  private readonly waiting = new Map<string, Waiting[]>();

  take(push: Push, write: WriteTogether): Promise<PushResult> {
    return new Promise((resolve, reject) => {
      const queue = this.waiting.get(push.designId);
      const entry = { push, resolve, reject };
      if (queue) {
        queue.push(entry);
        return;
      }
      const fresh = [entry];
      this.waiting.set(push.designId, fresh);
      void this.work(push.designId, fresh, write);
    });
  }

  private async work(designId: string, queue: Waiting[], write: WriteTogether): Promise<void> {
    while (queue.length > 0) {
      const turn = queue.splice(0, fitting(queue));
      try {
        const results = await write(turn.map(({ push }) => push));
        turn.forEach(({ resolve, reject }, index) => {
          const result = results[index];
          if (result?.status === 'fulfilled') resolve(result.value);
          else reject(result?.reason);
        });
      } catch (error) {
        for (const { reject } of turn) reject(error);
      }
    }
    this.waiting.delete(designId);
  }
}

/** How many from the front of the queue are written together: at least one. */
function fitting(queue: readonly Waiting[]): number {
  let operations = 0;
  const beyond = queue.findIndex(({ push }, index) => {
    operations += push.operations.length;
    return index > 0 && operations > MOST;
  });
  return beyond < 0 ? queue.length : beyond;
}
