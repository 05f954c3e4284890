import { PROTOCOL_VERSION } from '@/lib/document/apply';
import { AppError } from '@/lib/errors';

/**
 * Refuses a client that speaks another version of the protocol than this server. One that is older has to be loaded
 * anew; one that is newer met a server that is about to be replaced, and is to try again. PROTOCOL P17.
 */
export function checkProtocol(version: number | null | undefined): void {
  if (version === null || version === undefined || version === PROTOCOL_VERSION) return;
  if (version < PROTOCOL_VERSION) {
    throw new AppError(
      'OUTDATED',
      'Layerboard has been updated since this page was opened. Reload the page to go on.',
    );
  }
  throw new AppError(
    'UNAVAILABLE',
    'The server is older than this page; it is probably being updated. If that lasts, reload the page.',
  );
}
