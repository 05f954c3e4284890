import { index, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { createdAt, id, moment } from './columns';
import { ofUser } from './people';
import { users } from './users';

/** Teams; Better Auth calls them organizations. Everybody has one of their own. */
export const organizations = pgTable('organizations', {
  id: id(),
  name: text().notNull(),
  slug: text().notNull().unique(),
  logo: text(),
  metadata: text(),
  /** Whose own team it is; null for one that several people share. */
  personalOf: text()
    .unique()
    .references(() => users.id, { onDelete: 'set null' }),
  createdAt: createdAt(),
});

export type OrganizationRow = typeof organizations.$inferSelect;

export const members = pgTable(
  'members',
  {
    id: id(),
    organizationId: text()
      .notNull()
      .references(() => organizations.id, { onDelete: 'cascade' }),
    userId: ofUser(),
    /** owner, admin or member, or several of them with commas between. */
    role: text().notNull(),
    createdAt: createdAt(),
  },
  (table) => [unique().on(table.organizationId, table.userId), index().on(table.userId)],
);

export const invitations = pgTable(
  'invitations',
  {
    id: id(),
    organizationId: text()
      .notNull()
      .references(() => organizations.id, { onDelete: 'cascade' }),
    email: text().notNull(),
    role: text(),
    status: text().notNull().default('pending'),
    expiresAt: moment().notNull(),
    inviterId: ofUser(),
    createdAt: createdAt(),
  },
  (table) => [index().on(table.organizationId), index().on(table.email)],
);
