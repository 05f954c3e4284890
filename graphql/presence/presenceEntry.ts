import type { Presence } from '@/lib/document/presence';

/** One browser tab in a design, with the person whom the server knows it to be. PROTOCOL P12. */
export interface PresenceEntry {
  readonly client: string;
  readonly userId: string;
  readonly state: Presence;
}
