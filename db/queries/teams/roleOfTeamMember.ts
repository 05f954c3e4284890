import type { Role } from '@/lib/access/permissions';

/** What membership of a team grants in its projects: owners and admins own them, members edit. */
export function roleOfTeamMember(teamRole: string | null): Role | undefined {
  if (teamRole === null) return undefined;
  const roles = teamRole.split(',');
  return roles.includes('owner') || roles.includes('admin') ? 'owner' : 'editor';
}
