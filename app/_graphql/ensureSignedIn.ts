import type { ApolloClient } from '@apollo/client';
import { authClient } from './authClient';
import { ViewerDocument } from './documents.generated';

/** Makes a guest of somebody who is nobody yet. Whoever is signed in stays who they are. */
export async function ensureSignedIn(apollo: ApolloClient): Promise<void> {
  const { data } = await apollo.query({ query: ViewerDocument, fetchPolicy: 'network-only' });
  if (data?.viewer) return;
  const { error } = await authClient.signIn.anonymous();
  if (error) throw new Error(error.message ?? 'The guest session could not be started.');
  await apollo.query({ query: ViewerDocument, fetchPolicy: 'network-only' });
}
