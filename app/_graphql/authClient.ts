import { anonymousClient } from 'better-auth/client/plugins';
import { createAuthClient } from 'better-auth/react';

/** Signing in and out from the browser. */
export const authClient = createAuthClient({ plugins: [anonymousClient()] });
