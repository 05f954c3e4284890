import type { Snapshot } from '@/lib/document/session';

/** A document, and whose it is. */
export interface DesignDocument extends Snapshot {
  readonly designId: string;
}
