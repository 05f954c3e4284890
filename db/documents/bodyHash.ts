import { createHash } from 'node:crypto';
import type { Submitted } from '@/lib/document/session';

/** Hash by which a retry is told from another operation under the same number. The order of keys does not matter. */
export function bodyHash({
  gesture,
  operation,
}: Omit<Submitted, 'operation'> & { readonly operation: unknown }): string {
  return createHash('sha256')
    .update(canonical([gesture, operation]))
    .digest('base64url');
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
