import { sql } from 'drizzle-orm';
import { index, jsonb, pgEnum, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { SETTING_LEVELS } from '@/lib/rules/rule';
import { createdAt, id, moment } from './columns';
import { ofDesign } from './ofDesign';
import { byUser } from './people';
import { projects } from './projects';

export const ruleLevel = pgEnum('rule_level', SETTING_LEVELS);

/** What projects decide about single design rules. A rule without a row is as it comes. */
export const projectRules = pgTable(
  'project_rules',
  {
    projectId: text()
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    /** Id of the rule, which a later version may no longer have. */
    rule: text().notNull(),
    /** Null for the level that the rule has by itself. */
    level: ruleLevel(),
    /** Values in place of the defaults, by name. */
    thresholds: jsonb().$type<Readonly<Record<string, number>>>().notNull(),
    changedBy: byUser(),
    changedAt: moment().notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.projectId, table.rule] })],
);

export type ProjectRuleRow = typeof projectRules.$inferSelect;

/** Findings that somebody decided to live with, and why. */
export const waivers = pgTable(
  'waivers',
  {
    id: id(),
    designId: ofDesign(),
    /** Id of the rule. */
    rule: text().notNull(),
    /** Id of the layer, which may be gone by now; null for a finding about the design as a whole. */
    node: text(),
    /** Plain text. */
    reason: text().notNull(),
    createdBy: byUser(),
    createdAt: createdAt(),
  },
  (table) => [
    index().on(table.designId),
    uniqueIndex('waivers_layer_unique').on(table.designId, table.rule, table.node),
    uniqueIndex('waivers_design_unique')
      .on(table.designId, table.rule)
      .where(sql`${table.node} is null`),
  ],
);

export type WaiverRow = typeof waivers.$inferSelect;
