import { setTimeout as sleep } from 'node:timers/promises';
import type { Draw } from '@/tests/support/draw';

/** What may become of requests, each with its weight among ten; the rest goes as it should. */
export interface RequestFaults {
  /** The answer comes late. */
  readonly late?: number;
  /** The answer does not come: the request ends with an error after a while. */
  readonly never?: number;
  /** The request is made later, when it may have been given up and made again. */
  readonly stray?: number;
}

/** A `fetch` that spoils pushes until it is mended. */
export interface FaultyFetch {
  readonly fetch: typeof fetch;
  mend(): void;
}

/** Longest delay, in milliseconds. */
const LONGEST = 800;

/**
 * A `fetch` that makes every push twice, the second time after a while, and delays or loses answers.
 * Copies of old requests arrive among new ones, so that requests are out of order too.
 */
export function faultyFetch(
  draw: Draw,
  { late = 2, never = 2, stray = 2 }: RequestFaults = {},
): FaultyFetch {
  let fair = false;
  const spoilt: typeof fetch = async (input, init) => {
    if (fair || !String(init?.body).includes('PushOperations')) return fetch(input, init);
    const again = { ...init, signal: null };
    void sleep(draw(LONGEST)).then(() => fetch(input, again).then(read, () => undefined));
    const fate = draw(10);
    if (fate < stray) {
      void sleep(draw(LONGEST)).then(() => fetch(input, again).then(read, () => undefined));
      throw new TypeError('fetch failed');
    }
    const response = await fetch(input, init);
    if (fate < stray + late) await sleep(draw(LONGEST));
    if (fate < stray + late || fate >= stray + late + never) return response;
    await read(response);
    await sleep(draw(LONGEST));
    throw new TypeError('fetch failed');
  };
  return {
    fetch: spoilt,
    mend() {
      fair = true;
    },
  };
}

/** Reads an answer that nobody wants, so that its connection is free again. */
async function read(response: Response): Promise<void> {
  await response.arrayBuffer();
}
