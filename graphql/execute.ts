import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { execute as run } from 'graphql';
import { AppError, ERROR_CODES } from '@/lib/errors';
import { must } from '@/lib/invariant';
import { makeContext } from './context';
import { formatError } from './errors';
import { schema } from './schema';
import { services } from './services';

/**
 * Runs a document in this process, for pages that are made on the server: the same guards as over
 * HTTP, for whoever the cookies among the headers say. Throws an `AppError` when the answer is one.
 */
export async function execute<Data, Variables extends Readonly<Record<string, unknown>>>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  headers: Headers,
): Promise<Data> {
  const running = await services();
  const { data, errors } = await run({
    schema,
    document,
    variableValues: variables,
    contextValue: await makeContext(running, headers),
  });
  const [error] = errors ?? [];
  if (error) {
    const { message, extensions } = formatError(error, running.production);
    const code = ERROR_CODES.find((known) => known === extensions?.code) ?? 'UNAVAILABLE';
    throw new AppError(code, message, { cause: error });
  }
  // What GraphQL answers has no prototypes; pages are given the plain JSON that the wire would bring.
  return JSON.parse(JSON.stringify(must(data, 'the answer')));
}
