import type { ApolloClient, OperationVariables } from '@apollo/client';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { BROKEN, failureOf, failureOfErrors, failureOfReason } from './errors';
import type { Socket } from './makeSocket';

/** A request that nobody answers within this time is taken for lost, in milliseconds. */
export const ANSWER_WITHIN = 15_000;
/** What is longer goes over HTTP: three bytes a character, it still fits what a socket may say at once. */
const MOST_CHARACTERS = 20_000;

/** Asks the server to change something, and gives its answer. Rejects with a `Failure`. */
export type Mutate = <Data, Variables extends OperationVariables>(
  mutation: TypedDocumentNode<Data, Variables>,
  variables: Variables,
) => Promise<Data>;

/** Asks over HTTP. */
export function mutateOverHttp(apollo: ApolloClient): Mutate {
  return async (mutation, variables) => {
    const context = { fetchOptions: { signal: AbortSignal.timeout(ANSWER_WITHIN) } };
    const { data } = await apollo.mutate({ mutation, variables, context }).catch((error) => {
      throw failureOf(error);
    });
    if (data === undefined) throw BROKEN;
    return data;
  };
}

/**
 * Asks over the tab's socket while that is open, which costs both ends a fraction of a request; else, and where
 * much is said, over HTTP. Nothing waits for a socket to come back: whoever asks is told that it broke.
 */
export function mutateOverSocket(socket: Socket, otherwise: Mutate): Mutate {
  return <Data, Variables extends OperationVariables>(
    mutation: TypedDocumentNode<Data, Variables>,
    variables: Variables,
  ) => {
    const short = JSON.stringify(variables).length <= MOST_CHARACTERS;
    if (!short || !socket.isOpen()) return otherwise(mutation, variables);
    return new Promise<Data>((resolve, reject) => {
      const fail = (reason: unknown) => {
        settle();
        reject(reason);
      };
      const broken = () => fail(BROKEN);
      const timer = setTimeout(broken, ANSWER_WITHIN);
      const stopListening = socket.on('closed', broken);
      const leave = socket.subscribe<Data>(
        { query: textOf(mutation), variables },
        {
          next({ data, errors }) {
            if (errors?.[0]) fail(failureOfErrors(errors));
            else if (data) {
              settle();
              resolve(data);
            }
          },
          error: (reason) => fail(failureOfReason(reason)),
          complete: broken,
        },
      );
      function settle(): void {
        clearTimeout(timer);
        stopListening();
        leave();
      }
    });
  };
}

const texts = new WeakMap<object, string>();

/** A document as text, written once. */
function textOf(document: TypedDocumentNode<unknown, never>): string {
  const text = texts.get(document) ?? print(document);
  texts.set(document, text);
  return text;
}
