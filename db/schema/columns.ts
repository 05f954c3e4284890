import { text, timestamp } from 'drizzle-orm/pg-core';
import { newId } from '@/lib/ids';

/** Primary key of something that the server makes. */
export const id = () => text().primaryKey().$defaultFn(newId);

/** A moment, to the millisecond: what JavaScript can hold. */
export const moment = () => timestamp({ withTimezone: true, precision: 3, mode: 'date' });

/** When a row came into being. */
export const createdAt = () => moment().notNull().defaultNow();
