import type { Peer } from './peer';

/** Everything that is measured, by its name on the command line. */
export const PEERS = {
  ours: async () => (await import('./peers/layerboard')).layerboard,
  tldraw: async () => (await import('./peers/tldraw')).tldraw,
  hocuspocus: async () => (await import('./peers/hocuspocus')).hocuspocus,
  'y-websocket': async () => (await import('./peers/yWebsocket')).yWebsocket,
} as const satisfies Readonly<Record<string, () => Promise<Peer>>>;

export type PeerName = keyof typeof PEERS;

export function isPeerName(name: string): name is PeerName {
  return Object.hasOwn(PEERS, name);
}
