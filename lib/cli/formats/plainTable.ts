import type { Report, TextTable } from '../report';
import { withoutControls } from '../withoutControls';

/** A table for a terminal: title, table, the figures of the whole, and what there is to say. */
export function plainTable({ title, facts, table, remarks }: Report): string {
  const parts = [
    [withoutControls(title)],
    tableLines(table),
    labelled(facts),
    remarks.map(withoutControls),
  ];
  const filled = parts.filter((lines) => lines.length > 0);
  return `${filled.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function tableLines({ columns, rows }: TextTable): readonly string[] {
  if (rows.length === 0) return [];
  const cells = [columns.map(({ title }) => title), ...rows.map((row) => row.map(withoutControls))];
  const widths = columns.map((_, index) => Math.max(...cells.map((row) => length(row[index]))));
  const line = (row: readonly string[]) =>
    columns
      .map(({ numeric }, index) => padded(row[index] ?? '', widths[index] ?? 0, numeric))
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '─'.repeat(width)).join('  ');
  const [head = [], ...body] = cells;
  return [line(head), rule, ...body.map(line)];
}

function labelled(facts: Report['facts']): readonly string[] {
  const width = Math.max(0, ...facts.map(([label]) => length(label)));
  return facts.map(([label, value]) => `${padded(label, width, false)}  ${withoutControls(value)}`);
}

function padded(text: string, width: number, atEnd: boolean): string {
  const space = ' '.repeat(width - length(text));
  return atEnd ? space + text : text + space;
}

function length(text = ''): number {
  return [...text].length;
}
