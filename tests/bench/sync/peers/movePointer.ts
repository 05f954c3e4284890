import { print } from 'graphql';
import type { Client } from 'graphql-ws';
import { PresenceDocument, UpdatePresenceDocument } from '@/app/_graphql/documents.generated';
import type { Mutate } from '@/app/_graphql/mutate';
import { SILENT } from '@/lib/document/presence';

const PRESENCE = print(PresenceDocument);

/** A tab that shows others where its pointer is, so many times a second, and sees theirs. Returns what ends it. */
export function movePointer(
  socket: Client,
  mutate: Mutate,
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
    mutate(UpdatePresenceDocument, { designId, client, state }).catch(() => {});
  }, 1000 / rate);
  return () => {
    clearInterval(timer);
    leave();
  };
}
