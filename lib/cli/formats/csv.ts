import type { CsvRecord, Report } from '../report';

/** Comma-separated values as RFC 4180 has them: a line of names, then the rows, each ended by CR LF. */
export function csv({ records }: Report): string {
  const [first] = records;
  if (!first) return '';
  const names = Object.keys(first);
  const lines = [names, ...records.map((record) => names.map((name) => record[name] ?? null))];
  return lines.map((line) => `${line.map(cell).join(',')}\r\n`).join('');
}

/** Text that a spreadsheet would take for a formula gets an apostrophe in front. */
function cell(value: CsvRecord[string]): string {
  if (value === null) return '';
  if (typeof value === 'number') return `${value}`;
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
