import {
  doublePrecision,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  text,
} from 'drizzle-orm/pg-core';
import { createdAt, id, moment } from './columns';
import { ofDesign } from './ofDesign';
import { byUser } from './people';

export const runStatus = pgEnum('run_status', ['running', 'finished', 'stopped', 'failed']);

export type RunStatus = (typeof runStatus.enumValues)[number];

/** Quick trainings of a design, with the revision that was trained. */
export const trainingRuns = pgTable(
  'training_runs',
  {
    id: id(),
    designId: ofDesign(),
    revision: integer().notNull(),
    startedBy: byUser(),
    status: runStatus().notNull().default('running'),
    dataset: text().notNull(),
    backend: text().notNull(),
    settings: jsonb().$type<Readonly<Record<string, unknown>>>().notNull(),
    /** Share of the validation samples that come out right, 0 to 1. */
    accuracy: doublePrecision(),
    message: text(),
    startedAt: createdAt(),
    endedAt: moment(),
  },
  (table) => [index().on(table.designId)],
);

export type TrainingRunRow = typeof trainingRuns.$inferSelect;

/** Points of the curves of a run. */
export const trainingMetrics = pgTable(
  'training_metrics',
  {
    runId: text()
      .notNull()
      .references(() => trainingRuns.id, { onDelete: 'cascade' }),
    step: integer().notNull(),
    epoch: doublePrecision().notNull(),
    loss: doublePrecision().notNull(),
    accuracy: doublePrecision(),
    validationLoss: doublePrecision(),
    validationAccuracy: doublePrecision(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.step] })],
);

export type TrainingMetricRow = typeof trainingMetrics.$inferSelect;
