import type { Report } from '../report';
import { withoutControls } from '../withoutControls';

/** Markdown as GitHub and GitLab show it: a heading, the figures of the whole, the table, remarks. */
export function markdown({ title, facts, table, remarks }: Report): string {
  const parts = [
    [`## ${escaped(title)}`],
    facts.length > 0 ? tableLines(['Figure', 'Value'], [false, false], facts) : [],
    table.rows.length > 0
      ? tableLines(
          table.columns.map((column) => column.title),
          table.columns.map(({ numeric }) => numeric),
          table.rows,
        )
      : [],
    remarks.map((remark) => `- ${escaped(remark)}`),
  ];
  const filled = parts.filter((lines) => lines.length > 0);
  return `${filled.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function tableLines(
  titles: readonly string[],
  numeric: readonly boolean[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  const line = (cells: readonly string[]) => `| ${cells.map(escaped).join(' | ')} |`;
  const rule = `| ${numeric.map((each) => (each ? '---:' : '---')).join(' | ')} |`;
  return [line(titles), rule, ...rows.map(line)];
}

/** Text without anything that Markdown or HTML would act on; names come from the files of strangers. */
function escaped(text: string): string {
  return withoutControls(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/[\\`*_[\]|~#@]/g, '\\$&');
}
