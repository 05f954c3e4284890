import type { ApolloClient } from '@apollo/client';
import { print } from 'graphql';
import type { Client } from 'graphql-ws';
import {
  DesignEventsDocument,
  type DesignEventsSubscription,
  DocumentSnapshotDocument,
  PresenceDocument,
  type PresenceSubscription,
  PushOperationsDocument,
  type PushOperationsMutation,
  UpdatePresenceDocument,
} from '@/app/_graphql/documents.generated';
import {
  type Failure,
  failureOf,
  failureOfErrors,
  failureOfReason,
  isPassing,
} from '@/app/_graphql/errors';
import { ANSWER_WITHIN, type Mutate } from '@/app/_graphql/mutate';
import { PROTOCOL_VERSION, readOperation } from '@/lib/document/apply';
import { REFUSAL_CODES } from '@/lib/document/operation';
import { type Participant, type Presence, presenceSchema } from '@/lib/document/presence';
import type { Answer, Committed } from '@/lib/document/session';
import { readGraph } from '@/lib/graph/stored';
import { resubscribe } from './resubscribe';
import { teller } from './teller';
import type { Transport } from './transport';

/** Presence is told at most so often, in milliseconds. */
const TELL_EVERY = 60;

/** What a line to the server is made of. */
export interface Line {
  readonly apollo: ApolloClient;
  readonly socket: Client;
  readonly mutate: Mutate;
}

/** A store's line to the server: the document over HTTP, news over the tab's WebSocket, pushes as `mutate` sends them. */
export function graphqlTransport(
  { apollo, socket, mutate }: Line,
  designId: string,
  client: () => string,
): Transport {
  return {
    async snapshot() {
      const { data } = await apollo
        .query({
          query: DocumentSnapshotDocument,
          variables: { id: designId },
          fetchPolicy: 'network-only',
          context: { fetchOptions: { signal: AbortSignal.timeout(ANSWER_WITHIN) } },
        })
        .catch((error) => {
          throw failureOf(error);
        });
      const { revision, mark, graph } = data?.design.document ?? { revision: 0, graph: null };
      const read = readGraph(graph);
      if (!read.ok) throw unreadable(read.error);
      return { revision, mark: mark ?? undefined, graph: read.value };
    },

    async push(operations) {
      const variables = { designId, client: client(), operations, protocol: PROTOCOL_VERSION };
      const { pushOperations } = await mutate(PushOperationsDocument, variables);
      return pushOperations.answers.flatMap((answer) => answerOf(answer) ?? []);
    },

    follow(position, on) {
      const stopListening = [
        socket.on('connected', () => on.connected(true)),
        socket.on('closed', () => on.connected(false)),
      ];
      const variables = {
        designId,
        protocol: PROTOCOL_VERSION,
        get sinceRevision() {
          return position().revision;
        },
        get sinceMark() {
          return position().mark;
        },
      };
      const take = (failure: Failure) => {
        on.failed(failure);
        return isPassing(failure);
      };
      const stop = resubscribe<DesignEventsSubscription>(
        socket,
        { query: print(DesignEventsDocument), variables },
        {
          next: ({ data, errors }) => {
            if (errors?.[0]) take(failureOfErrors(errors));
            if (!data) return;
            on.connected(true);
            const { operations, ...news } = data.designEvents;
            on.news({ ...news, operations: operations.flatMap(committedOf) });
          },
          ended: (reason) => take(failureOfReason(reason)),
        },
      );
      return () => {
        stop();
        for (const each of stopListening) each();
      };
    },

    join(on) {
      return resubscribe<PresenceSubscription>(
        socket,
        { query: print(PresenceDocument), variables: { designId, client: client() } },
        {
          next: ({ data }) => on((data?.presence.participants ?? []).flatMap(participantOf)),
          ended: (reason) => {
            on([]);
            return isPassing(failureOfReason(reason));
          },
        },
      );
    },

    // Presence is a courtesy: when it does not get through in the end, the next word will.
    tell: teller(TELL_EVERY, async (state: Presence) => {
      const variables = { designId, client: client(), state };
      return (await mutate(UpdatePresenceDocument, variables)).updatePresence;
    }),
  };
}

function unreadable(reason: string): Failure {
  return {
    code: 'OUTDATED',
    message: `The design cannot be read by this version of the page: ${reason}`,
  };
}

type WireAnswer = PushOperationsMutation['pushOperations']['answers'][number];

function answerOf({ seq, outcome, revision, message, code }: WireAnswer): Answer | undefined {
  if (outcome === 'DISCARD') return { outcome: 'discard', seq, message: message ?? '' };
  if (outcome === 'REJECT') {
    const known = REFUSAL_CODES.find((each) => each === code) ?? 'MALFORMED';
    return { outcome: 'reject', seq, code: known, message: message ?? 'It was refused.' };
  }
  if (revision === null || revision === undefined) return undefined;
  return { outcome: outcome === 'COMMIT' ? 'commit' : 'rebased', seq, revision };
}

type WireOperation = DesignEventsSubscription['designEvents']['operations'][number];

function committedOf({ revision, client, seq, operation, actor }: WireOperation): Committed[] {
  const read = readOperation(operation);
  return read.ok ? [{ revision, client, seq, operation: read.value, actor: actor?.name }] : [];
}

type WireParticipant = PresenceSubscription['presence']['participants'][number];

function participantOf({ client, user, state }: WireParticipant): Participant[] {
  const read = presenceSchema.safeParse(state);
  if (!read.success) return [];
  return [{ client, userId: user.id, name: user.name, color: user.color, ...read.data }];
}
