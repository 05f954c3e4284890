import type { Role as WireRole } from '@/app/_graphql/documents.generated';
import { ROLES, type Role } from '@/lib/access/permissions';

/** A role as the API names it, as the table of permissions names it. */
export function roleOf(role: WireRole): Role {
  return ROLES.find((each) => each === role.toLowerCase()) ?? 'viewer';
}
