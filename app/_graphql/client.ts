import { ApolloClient, HttpLink, InMemoryCache } from '@apollo/client';

/** Where the API answers, over HTTP and WebSocket alike. */
export const GRAPHQL_PATH = '/api/graphql';

/** A GraphQL client for one browser tab. */
export function makeClient(): ApolloClient {
  return new ApolloClient({
    cache: new InMemoryCache(),
    link: new HttpLink({ uri: GRAPHQL_PATH, credentials: 'same-origin' }),
  });
}
