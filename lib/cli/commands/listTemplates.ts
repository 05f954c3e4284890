import { analyse } from '@/lib/analysis/analyse';
import { totalsOf } from '@/lib/analysis/cost';
import { formatCount } from '@/lib/format';
import { ok } from '@/lib/result';
import { templates } from '@/lib/templates/templates';
import type { Command } from '../command';
import { write } from '../formats/formats';

/** The networks that come with Layerboard. */
export const listTemplates: Command = {
  name: 'templates',
  summary: 'The networks that come with Layerboard, to be named as template:NAME.',
  operands: [],
  options: ['format'],
  formats: ['table', 'json', 'markdown', 'csv'],
  examples: ['layerboard templates', 'layerboard templates --format json'],
  async run({ format }) {
    const rows = templates.map(({ id, title, summary, source, build }) => {
      const { params, macs } = totalsOf(analyse(build()));
      return { name: id, title, params, macs, summary, source };
    });
    const report = {
      document: { format: 'layerboard-templates/1', templates: rows },
      title: `${rows.length} templates`,
      facts: [],
      table: {
        columns: [
          { title: 'Name', numeric: false },
          { title: 'Title', numeric: false },
          { title: 'Parameters', numeric: true },
          { title: 'MACs', numeric: true },
        ],
        rows: rows.map(({ name, title, params, macs }) => [
          name,
          title,
          formatCount(params),
          formatCount(macs),
        ]),
      },
      records: rows,
      remarks: [],
    };
    return ok({ exitCode: 0, stdout: write(report, format), messages: [] });
  },
};
