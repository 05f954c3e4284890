import { index, integer, pgEnum, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { ROLES } from '@/lib/access/permissions';
import { createdAt, id, moment } from './columns';
import { byUser, ofUser } from './people';
import { organizations } from './teams';

export const projectRole = pgEnum('project_role', ROLES);

export const projects = pgTable(
  'projects',
  {
    id: id(),
    organizationId: text()
      .notNull()
      .references(() => organizations.id),
    name: text().notNull(),
    createdBy: byUser(),
    createdAt: createdAt(),
    /** When the project itself last changed; its designs have their own. */
    updatedAt: moment().notNull().defaultNow(),
    archivedAt: moment(),
  },
  (table) => [index().on(table.organizationId)],
);

export type ProjectRow = typeof projects.$inferSelect;

/** Roles of people in one project, beside what they are in its team. */
export const projectMembers = pgTable(
  'project_members',
  {
    projectId: text()
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    userId: ofUser(),
    role: projectRole().notNull(),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.projectId, table.userId] }), index().on(table.userId)],
);

/** Links that let people into a project. The secret itself is not kept. */
export const projectInvites = pgTable(
  'project_invites',
  {
    id: id(),
    projectId: text()
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    /** SHA-256 of the secret, base64url. */
    tokenHash: text().notNull().unique(),
    role: projectRole().notNull(),
    createdBy: byUser(),
    createdAt: createdAt(),
    expiresAt: moment().notNull(),
    /** How many people came in by it. */
    uses: integer().notNull().default(0),
  },
  (table) => [index().on(table.projectId)],
);
