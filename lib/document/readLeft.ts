import { readOperation } from './apply';
import type { Refused, Submitted } from './session';

/** Work as a browser kept it, which another version of the page may have written. */
export type Left = Pick<Submitted, 'seq' | 'gesture'> & { readonly operation: unknown };

/**
 * What of the work that a tab left unsent goes on, and what this version cannot read: that is shown to its author,
 * for whoever sends it cannot know what it would do. Its number stays unused. PROTOCOL P11, P17.
 */
export function readLeft(left: readonly Left[]): {
  readonly pending: readonly Submitted[];
  readonly refused: readonly Refused[];
} {
  const pending: Submitted[] = [];
  const refused: Refused[] = [];
  for (const { seq, gesture, operation: content } of left) {
    const read = readOperation(content);
    if (read.ok) pending.push({ seq, gesture, operation: read.value });
    else {
      const message = `Another version of this page left it unsent, and this one cannot read it: ${read.error}`;
      refused.push({ seq, gesture, operation: null, content, code: 'MALFORMED', message });
    }
  }
  return { pending, refused };
}
