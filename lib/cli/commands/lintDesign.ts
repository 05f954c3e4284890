import { analyse } from '@/lib/analysis/analyse';
import { ok } from '@/lib/result';
import { lint } from '@/lib/rules/lint';
import type { Command } from '../command';
import { write } from '../formats/formats';
import { lintDocument } from '../lintDocument';
import { lintReport } from '../lintReport';
import { openModel, readInput } from '../openModel';
import { readSettings } from '../readSettings';

/** What the design rules find. */
export const lintDesign: Command = {
  name: 'lint',
  summary: 'What the design rules find: mistakes, likely mistakes, advice, with their sources.',
  operands: ['file | template:NAME'],
  options: ['format', 'batch', 'dtype', 'optimizer', 'input'],
  formats: ['table', 'json', 'markdown', 'csv'],
  examples: ['layerboard lint model.onnx', 'layerboard lint design.json --format markdown'],
  async run({ operands: [operand = ''], values, format }, ports) {
    const input = readInput(values.input);
    if (!input.ok) return input;
    const opened = await openModel(operand, input.value, ports);
    if (!opened.ok) return opened;
    const settings = readSettings(values, opened.value.graph.settings);
    if (!settings.ok) return settings;
    const analysis = analyse({ ...opened.value.graph, settings: settings.value });
    const document = lintDocument(opened.value, analysis, lint(analysis));
    return ok({
      exitCode: document.counts.error > 0 ? 1 : 0,
      stdout: write(lintReport(document), format),
      messages: opened.value.notes,
    });
  },
};
