import { newId } from '@/lib/ids';
import type { Answer, Person } from './testClient';

export const PUSH = `mutation($designId: ID!, $client: ID!, $operations: [OperationInput!]!, $protocol: Int) {
  pushOperations(designId: $designId, client: $client, operations: $operations, protocol: $protocol) {
    revision
    answers { seq outcome revision code message }
  }
}`;

export const FOLLOW = `subscription($designId: ID!, $sinceRevision: Int!, $sinceMark: String, $protocol: Int) {
  designEvents(designId: $designId, sinceRevision: $sinceRevision, sinceMark: $sinceMark, protocol: $protocol) {
    fromRevision toRevision headRevision activity resync
    operations { revision client seq gesture operation actor { id } }
  }
}`;

/** News of a design, as the subscription brings it. */
export interface DesignEvent {
  readonly fromRevision: number;
  readonly toRevision: number;
  readonly headRevision: number;
  readonly activity: number;
  readonly resync: boolean;
  readonly operations: readonly {
    readonly revision: number;
    readonly client: string;
    readonly seq: number;
    readonly operation: unknown;
    readonly actor: { readonly id: string } | null;
  }[];
}

/** One browser tab that pushes over HTTP. */
export function openTab(person: Person, designId: string, client = newId()) {
  let seq = 1;
  return {
    client,
    push(...operations: readonly unknown[]): Promise<Answer> {
      const sent = operations.map((operation) => ({
        seq: seq++,
        gesture: newId(),
        operation,
      }));
      return person.ask(PUSH, { designId, client, operations: sent });
    },
  };
}

/** Follows a design; `next` gives the next event. */
export function follow(
  person: Person,
  designId: string,
  sinceRevision: number,
  sinceMark?: string,
) {
  const events = person.subscribe(FOLLOW, { designId, sinceRevision, sinceMark });
  return {
    async next(): Promise<DesignEvent> {
      const { value, done } = await events.next();
      if (done || value.errors) throw new Error(JSON.stringify(value?.errors ?? 'ended'));
      return (value.data as { readonly designEvents: DesignEvent }).designEvents;
    },
    stop: () => events.return?.(),
  };
}
