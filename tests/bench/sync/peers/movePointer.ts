import { print } from 'graphql';
import type { Client } from 'graphql-ws';
import { PresenceDocument, UpdatePresenceDocument } from '@/app/_graphql/documents.generated';
import { SILENT } from '@/lib/document/presence';
import type { Ask } from '../ask';

const PRESENCE = print(PresenceDocument);
const TELL = print(UpdatePresenceDocument);

/** A tab that shows others where its pointer is, so many times a second, and sees theirs. Returns what ends it. */
export function movePointer(
  socket: Client,
  ask: Ask,
  { designId, client }: { readonly designId: string; readonly client: string },
  rate: number,
): () => void {
  const leave = socket.subscribe(
    { query: PRESENCE, variables: { designId, client } },
    { next: () => {}, error: () => {}, complete: () => {} },
  );
  let x = 0;
  const timer = setInterval(() => {
    x = (x + 7) % 1000;
    const state = { ...SILENT, cursor: { x, y: x } };
    // Presence is a courtesy: when it does not get through, the next one will.
    ask(TELL, { designId, client, state }).catch(() => {});
  }, 1000 / rate);
  return () => {
    clearInterval(timer);
    leave();
  };
}
