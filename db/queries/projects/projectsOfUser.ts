import { and, desc, isNotNull, isNull, or, sql } from 'drizzle-orm';
import type { Db } from '../../database';
import { designs } from '../../schema/designs';
import { type ProjectRow, projectMembers, projects } from '../../schema/projects';
import { members } from '../../schema/teams';
import { inProject, inTeam } from './grants';

/** The projects that somebody has a role in, newest change first; the archived ones or the others. */
export async function projectsOfUser(
  db: Db,
  userId: string,
  { archived, limit }: { readonly archived: boolean; readonly limit: number },
): Promise<ProjectRow[]> {
  const newestDesign = sql`(select max(${designs.updatedAt}) from ${designs} where ${designs.projectId} = ${projects.id})`;
  const rows = await db
    .select({ project: projects })
    .from(projects)
    .leftJoin(members, inTeam(userId))
    .leftJoin(projectMembers, inProject(userId))
    .where(
      and(
        or(isNotNull(members.id), isNotNull(projectMembers.userId)),
        archived ? isNotNull(projects.archivedAt) : isNull(projects.archivedAt),
      ),
    )
    .orderBy(desc(sql`greatest(${projects.updatedAt}, ${newestDesign})`), desc(projects.id))
    .limit(limit);
  return rows.map(({ project }) => project);
}
