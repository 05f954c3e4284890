import type { Encounter } from '@/lib/document/encounters';
import type { History } from '@/lib/document/history';
import type { Participant } from '@/lib/document/presence';
import type { Session } from '@/lib/document/session';
import type { Connection } from './connection';

/** Something that could not be done, or that the person should know. */
export interface Complaint {
  /** Later ones have higher numbers. */
  readonly id: number;
  readonly message: string;
}

/** What somebody else did to what this person was at, with a way back. */
export interface Note extends Encounter {
  /** Later ones have higher numbers. */
  readonly id: number;
}

/** How one tab stands with a design, as its page shows it. */
export interface DesignState {
  readonly session: Session;
  readonly history: History;
  readonly connection: Connection;
  readonly activity: number;
  /** Others in the design; oneself left out. */
  readonly others: readonly Participant[];
  /** The last things that could not be done, newest last. */
  readonly complaints: readonly Complaint[];
  /** The last things that others did to what this person was at, newest last. PROTOCOL P16. */
  readonly notes: readonly Note[];
  /** Whether this browser keeps what was not sent. */
  readonly keeping: boolean;
}
