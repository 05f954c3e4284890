import { text } from 'drizzle-orm/pg-core';
import { designs } from './designs';

/** The design that a row belongs to; it goes with the design. */
export const ofDesign = () =>
  text()
    .notNull()
    .references(() => designs.id, { onDelete: 'cascade' });
