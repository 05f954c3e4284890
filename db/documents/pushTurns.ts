import type { Draft } from './draft';
import type { Push, PushResult } from './push';

/** Operations that are written together at most; a single push may hold more. */
const MOST = 2_000;
/** Writes of one design that are on their way at a time: one that is being committed, and one right behind it. */
const AT_ONCE = 2;
/** The one behind sets out so many milliseconds later, so that it does not arrive first on a connection of its own. */
const HEAD_START = 1;

/** What a write is told when it begins, and says while it is on its way. */
export interface Flight {
  /** The draft before this one, which is being written. It stands on what will have come of that. */
  readonly ground: Draft | undefined;
  /** This draft is on its way to the database: another may stand on it. */
  sent(draft: Draft): void;
  /** It did not come to be as it was drafted: nothing more may stand on it. */
  missed(): void;
}

/** Writes pushes of one design, and says of each what came of it. */
type WriteTogether = (
  pushes: readonly Push[],
  flight: Flight,
) => Promise<readonly PromiseSettledResult<PushResult>[]>;

interface Waiting {
  readonly push: Push;
  readonly write: WriteTogether;
  readonly resolve: (result: PushResult) => void;
  readonly reject: (reason: unknown) => void;
}

/** The pushes of one design. */
interface Lane {
  readonly waiting: Waiting[];
  flying: number;
  /** What the next write may stand on while another is on its way. */
  ground: Draft | undefined;
}

/**
 * Gives the pushes of a process their turn. What arrives while a design is being written is written together;
 * it need not wait for the answer of the database where it can stand on the draft that is on its way.
 */
export class PushTurns {
  private readonly lanes = new Map<string, Lane>();

  take(push: Push, write: WriteTogether): Promise<PushResult> {
    const { designId } = push;
    const lane = this.lanes.get(designId) ?? { waiting: [], flying: 0, ground: undefined };
    this.lanes.set(designId, lane);
    return new Promise((resolve, reject) => {
      lane.waiting.push({ push, write, resolve, reject });
      this.goOn(designId, lane);
    });
  }

  private goOn(designId: string, lane: Lane): void {
    const [next] = lane.waiting;
    if (!next) {
      if (lane.flying === 0) this.lanes.delete(designId);
      return;
    }
    const ground = lane.flying > 0 ? lane.ground : undefined;
    if (lane.flying > 0 && (!ground || lane.flying === AT_ONCE)) return;
    lane.ground = undefined;
    lane.flying++;
    let bears = true;
    const missed = () => {
      bears = false;
      lane.ground = undefined;
    };
    const sent = (draft: Draft) =>
      setTimeout(() => {
        if (!bears) return;
        lane.ground = draft;
        this.goOn(designId, lane);
      }, HEAD_START);
    const turn = lane.waiting.splice(0, fitting(lane.waiting));
    const writing = next.write(
      turn.map(({ push }) => push),
      { ground, sent, missed },
    );
    void settle(turn, writing).then(() => {
      bears = false;
      lane.flying--;
      this.goOn(designId, lane);
    });
  }
}

/** Gives each push of a turn its result. */
async function settle(turn: readonly Waiting[], writing: ReturnType<WriteTogether>): Promise<void> {
  try {
    const results = await writing;
    turn.forEach(({ resolve, reject }, index) => {
      const result = results[index];
      if (result?.status === 'fulfilled') resolve(result.value);
      else reject(result?.reason);
    });
  } catch (error) {
    for (const { reject } of turn) reject(error);
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
