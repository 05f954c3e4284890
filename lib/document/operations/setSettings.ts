import { z } from 'zod';
import type { Settings } from '@/lib/graph/graph';
import { settingsSchema } from '@/lib/graph/schemas';
import { describeIssue } from '@/lib/graph/stored';
import { defineOperation, nothingToDo, refused, type SettingsPatch } from '../operation';

/** Sets some of the design's settings and leaves the others alone. */
export const setSettings = defineOperation({
  type: 'setSettings',
  schema: z.strictObject({ type: z.literal('setSettings'), settings: settingsSchema.partial() }),
  apply(graph, { type, settings }) {
    const given = Object.entries(settings).filter(([, value]) => value !== undefined);
    const parsed = settingsSchema.safeParse({ ...graph.settings, ...Object.fromEntries(given) });
    if (!parsed.success)
      return refused('BAD_PARAM', `This setting does not fit: ${describeIssue(parsed.error)}.`);
    const next = parsed.data;
    const names = settingsSchema
      .keyof()
      .options.filter((name) => next[name] !== graph.settings[name]);
    if (names.length === 0) return nothingToDo('The settings are these already.');
    return {
      outcome: 'applied',
      graph: { ...graph, settings: next },
      effective: { type, settings: pick(next, names) },
      inverse: [{ type, settings: pick(graph.settings, names) }],
    };
  },
});

function pick(settings: Settings, names: readonly (keyof Settings)[]): SettingsPatch {
  return Object.fromEntries(names.map((name) => [name, settings[name]]));
}
