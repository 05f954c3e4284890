import type { Failure } from '@/app/_graphql/errors';

/** How a tab stands with the server. */
export type Connection =
  | { readonly status: 'live' }
  /** `reason` is what the server says of it, where it says anything. */
  | { readonly status: 'offline'; readonly since: Date; readonly reason?: string | undefined }
  /** The session ended, access is gone or the page is outdated; work is kept, and nothing is sent until the page is opened again. */
  | { readonly status: 'refused'; readonly failure: Failure };
