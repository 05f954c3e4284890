import { text } from 'drizzle-orm/pg-core';
import { users } from './users';

/** Who a row belongs to; it goes with them. */
export const ofUser = () =>
  text()
    .notNull()
    .references(() => users.id, { onDelete: 'cascade' });

/** Who did something; null once they are gone. */
export const byUser = () => text().references(() => users.id, { onDelete: 'set null' });
