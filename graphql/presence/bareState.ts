import type { Presence } from '@/lib/document/presence';

/** Where somebody is, without what makes that long: what is selected and what is dragged. */
export function bareState(state: Presence): Presence {
  return { ...state, selection: [], drag: [] };
}
