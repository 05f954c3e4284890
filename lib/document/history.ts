import type { Operation } from './operation';

/** What one person can take back and do again: only their own gestures, newest last. PROTOCOL P9. */
export interface History {
  /** Operations that undo each gesture. */
  readonly undo: readonly (readonly Operation[])[];
  /** Operations that redo each gesture that was undone. */
  readonly redo: readonly (readonly Operation[])[];
}

export const EMPTY_HISTORY: History = { undo: [], redo: [] };

const DEEPEST = 500;

/** After a new gesture: it can be undone, and what was undone before can no longer be redone. */
export function remember(history: History, inverse: readonly Operation[]): History {
  if (inverse.length === 0) return history;
  return { undo: [...history.undo, inverse].slice(-DEEPEST), redo: [] };
}

/** A step back or forth: the operations to perform, and what becomes of the history once their inverse is known. */
export interface Step {
  readonly operations: readonly Operation[];
  /** The history after the step; takes the inverse of what the step really did. */
  after(inverse: readonly Operation[]): History;
}

/** Undo is new operations. What redoes them is computed from the document as it stands when undo runs. */
export function undoStep({ undo, redo }: History): Step | undefined {
  const operations = undo.at(-1);
  if (!operations) return undefined;
  return {
    operations,
    after: (inverse) => ({
      undo: undo.slice(0, -1),
      redo: inverse.length > 0 ? [...redo, inverse] : redo,
    }),
  };
}

export function redoStep({ undo, redo }: History): Step | undefined {
  const operations = redo.at(-1);
  if (!operations) return undefined;
  return {
    operations,
    after: (inverse) => ({
      undo: inverse.length > 0 ? [...undo, inverse] : undo,
      redo: redo.slice(0, -1),
    }),
  };
}
