import { createHash, randomBytes } from 'node:crypto';

/** The secret of a new link: 192 random bits. */
export function newInviteToken(): string {
  return randomBytes(24).toString('base64url');
}

/** What is kept of it. A plain hash is enough: nobody guesses 192 bits. */
export function hashInviteToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
