import { LEVELS } from '@/lib/rules/rule';
import type { LintDocument } from './lintDocument';
import type { Report } from './report';

/** The findings about a design as tables and sentences. */
export function lintReport(document: LintDocument): Report {
  const { model, counts, findings, waived } = document;
  const named = model.name === '' ? model.file : model.name;
  const counted = LEVELS.map((level) => `${counts[level]} ${plural(level, counts[level])}`);
  return {
    document,
    title: `${named}: ${findings.length === 0 ? 'nothing found' : counted.join(', ')}`,
    facts: [],
    table: {
      columns: [
        { title: 'Level', numeric: false },
        { title: 'Rule', numeric: false },
        { title: 'Layer', numeric: false },
        { title: 'Finding', numeric: false },
      ],
      rows: findings.map(({ level, rule, name, message, fix }) => [
        level,
        rule,
        name ?? '',
        fix === null ? message : `${message} Mend: ${fix}.`,
      ]),
    },
    records: findings.map(({ level, rule, node, name, message, reference, fix }) => ({
      level,
      rule,
      node,
      name,
      message,
      fix,
      reference,
    })),
    remarks: waived.map(
      ({ rule, name, reason }) =>
        `Waived: ${rule}${name === null ? '' : ` at “${name}”`}: ${reason}`,
    ),
  };
}

function plural(level: string, count: number): string {
  return count === 1 || level === 'advice' ? level : `${level}s`;
}
