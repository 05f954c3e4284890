import type { Report } from '../report';
import { csv } from './csv';
import { json } from './json';
import { markdown } from './markdown';
import { notationLines } from './notationLines';
import { plainTable } from './plainTable';

/** Every form that a result can be written in. */
const FORMATS = {
  table: plainTable,
  json,
  markdown,
  csv,
  notation: notationLines,
} as const satisfies Readonly<Record<string, (report: Report) => string>>;

export type FormatName = keyof typeof FORMATS;

export function isFormatName(name: string): name is FormatName {
  return Object.hasOwn(FORMATS, name);
}

/** Writes a result, with a line break at its end. */
export function write(report: Report, format: FormatName): string {
  return FORMATS[format](report);
}
