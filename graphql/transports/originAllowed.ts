import type { IncomingMessage } from 'node:http';

/**
 * Whether a browser may open a socket: the page that asks must come from this very host, or from
 * the one under which people reach Layerboard. A missing Origin is not taken for a good one.
 */
export function originAllowed(
  { headers: { origin, host } }: Pick<IncomingMessage, 'headers'>,
  publicHost: string | undefined,
): boolean {
  if (!origin || !URL.canParse(origin)) return false;
  const from = new URL(origin);
  if (from.protocol !== 'http:' && from.protocol !== 'https:') return false;
  return from.host !== '' && (from.host === host?.toLowerCase() || from.host === publicHost);
}
