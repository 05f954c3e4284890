import { onTestFinished } from 'vitest';
import { newId } from '@/lib/ids';
import type { Person } from './testClient';

export const WATCH = `subscription($designId: ID!, $client: ID!) {
  presence(designId: $designId, client: $client) { participants { client state user { id name } } }
}`;

export const SAY = `mutation($designId: ID!, $client: ID!, $state: JSON!) {
  updatePresence(designId: $designId, client: $client, state: $state)
}`;

export interface PresentTab {
  readonly client: string;
  readonly state: unknown;
  readonly user: { readonly id: string };
}

/** A tab in a design: sees who is there, and says where it is. */
export function enter(person: Person, designId: string, client = newId()) {
  const frames = person.subscribe(WATCH, { designId, client });
  onTestFinished(async () => {
    await frames.return?.();
  });
  return {
    client,
    /** The next frame of which something holds. */
    async until(holds: (participants: readonly PresentTab[]) => boolean) {
      for (;;) {
        const { value, done } = await frames.next();
        if (done || value.errors) throw new Error(JSON.stringify(value?.errors ?? 'ended'));
        const { participants } = (value.data as { presence: { participants: PresentTab[] } })
          .presence;
        if (holds(participants)) return participants;
      }
    },
    say: (state: unknown, as = client) => person.ask(SAY, { designId, client: as, state }),
    leave: () => frames.return?.(),
  };
}

export const HERE = {
  cursor: { x: 3, y: 4 },
  selection: ['a'],
  drag: [],
  editing: null,
  view: null,
};

export function isHere(state: unknown): boolean {
  return JSON.stringify(state) === JSON.stringify(HERE);
}
