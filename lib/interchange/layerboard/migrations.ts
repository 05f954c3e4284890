import { err, ok, type Result } from '@/lib/result';
import { field, isJsonObject, type JsonObject } from '../json/jsonObject';
import { DESIGN_FORMAT } from './designFile';

/** One step from a form of the file to the next; pure, and sure of nothing but the form's name. */
interface Migration {
  /** What the step does, as a title. */
  readonly title: string;
  readonly from: string;
  readonly to: string;
  readonly apply: (file: JsonObject) => JsonObject;
}

/** Every step there has been, oldest first. A step is never changed once files were written with its form. */
export const MIGRATIONS: readonly Migration[] = [
  {
    title: 'A design has a name',
    from: 'layerboard-graph/1',
    to: 'layerboard-design/2',
    apply: (file) => ({ ...file, name: null }),
  },
];

const FORM = /^layerboard-(?:graph|design)\/(\d{1,6})$/;

/** Brings a file of any earlier form to today's. The error is the end of a sentence about the file. */
export function migrate(file: unknown): Result<JsonObject, string> {
  const stated = field(file, 'format');
  if (!isJsonObject(file) || typeof stated !== 'string')
    return err('it does not state its “format”');
  let at = stated;
  let migrated: JsonObject = file;
  for (const { from, to, apply } of MIGRATIONS) {
    if (at !== from) continue;
    migrated = { ...apply(migrated), format: to };
    at = to;
  }
  return at === DESIGN_FORMAT ? ok(migrated) : err(unknownForm(at));
}

function unknownForm(stated: string): string {
  const version = Number(FORM.exec(stated)?.[1]);
  const newest = Number(FORM.exec(DESIGN_FORMAT)?.[1]);
  const name = `“${stated.slice(0, 100)}”`;
  return version > newest
    ? `it was written by a newer Layerboard, in the form ${name}; this one reads up to “${DESIGN_FORMAT}”: update it first`
    : `its form ${name} is none that Layerboard knows; “${DESIGN_FORMAT}” was expected`;
}
