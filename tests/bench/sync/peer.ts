/** What a writer puts under its key: when, and the how manieth. Moments are milliseconds of the machine's clock. */
export interface Stamp {
  readonly x: number;
  readonly y: number;
}

/** Where a client finds the shared document. */
export interface Place {
  readonly url: string;
  readonly room: string;
  /** Number of the client: it owns the key of that number. */
  readonly number: number;
  /** How a client of ours is signed in. */
  readonly cookie?: string;
  /** How often in a second a client of ours tells where its pointer is; never when left out. */
  readonly pointerRate?: number;
}

/** One client's copy of the shared document. */
export interface Replica {
  /** Sets this client's key. */
  set(value: Stamp): void;
  /** Values by key, of whoever has set one. */
  values(): ReadonlyMap<string, Stamp>;
  /** How long writes took until the server said that they are kept, by sequence; empty where a server says no such thing. */
  readonly acknowledged: readonly { readonly seq: number; readonly milliseconds: number }[];
  close(): void;
}

/** Hears values that others have set, as they arrive in a replica. */
export type Seen = (key: string, value: Stamp) => void;

/** A kind of server with its clients: each of them loaded only where it runs. */
export interface Peer {
  /** Runs the server in this process, on a port of 127.0.0.1. Ours has a process of its own kind. */
  readonly serve?: (port: number) => void | Promise<void>;
  /** Opens a replica; done when it holds the document as it stands. */
  readonly join: (place: Place, seen: Seen) => Promise<Replica>;
}

/** Key of a client: the id of its layer. */
export const keyOf = (number: number): string => `n${number}`;
