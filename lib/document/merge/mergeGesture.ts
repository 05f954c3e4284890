import { idSchema } from '@/lib/graph/schemas';
import { newId } from '@/lib/ids';
import type { DesignRevision } from './forkPoint';

/** The id of a gesture that merges: it says what was merged, so that the log tells. PROTOCOL P15. */
export function mergeGesture({ id, revision }: DesignRevision): string {
  return `merge.${id}.${revision}.${newId()}`;
}

const FORM = /^merge\.([^.]+)\.(0|[1-9]\d{0,9})\.[a-z0-9]+$/;

/** The design and revision that a gesture merged; undefined for a gesture of another sort. */
export function mergedIn(gesture: string): DesignRevision | undefined {
  const [, id = '', revision = ''] = FORM.exec(gesture) ?? [];
  return idSchema.safeParse(id).success ? { id, revision: Number(revision) } : undefined;
}
