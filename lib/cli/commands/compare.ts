import { analyse } from '@/lib/analysis/analyse';
import { compareAnalyses } from '@/lib/analysis/compare';
import { ok } from '@/lib/result';
import type { Command } from '../command';
import { compareDocument } from '../compareDocument';
import { compareReport } from '../compareReport';
import { write } from '../formats/formats';
import { openModel, readInput } from '../openModel';
import { readSettings } from '../readSettings';

/** Two designs beside one another. */
export const compare: Command = {
  name: 'compare',
  summary: 'Two designs under the same settings: figures, their differences, layers that differ.',
  operands: ['before', 'after'],
  options: ['format', 'batch', 'dtype', 'optimizer', 'input', 'field'],
  formats: ['table', 'json', 'markdown', 'csv'],
  examples: [
    'layerboard compare old.onnx new.onnx',
    'layerboard compare template:resnet18 template:resnet34 --format markdown',
  ],
  async run({ operands: [first = '', second = ''], values, format }, ports) {
    const input = readInput(values.input);
    if (!input.ok) return input;
    const before = await openModel(first, input.value, ports);
    if (!before.ok) return before;
    const after = await openModel(second, input.value, ports);
    if (!after.ok) return after;
    const settings = readSettings(values, before.value.graph.settings);
    if (!settings.ok) return settings;
    const analyses = [analyse(before.value.graph), analyse(after.value.graph)] as const;
    const comparison = compareAnalyses(...analyses, settings.value);
    const document = compareDocument(
      [before.value.model, after.value.model],
      settings.value,
      comparison,
    );
    const broken = analyses.some(({ reports }) =>
      [...reports.values()].some(({ status }) => status === 'error'),
    );
    return ok({
      exitCode: broken ? 1 : 0,
      stdout: write(compareReport(document, comparison), format),
      messages: [...before.value.notes, ...after.value.notes],
    });
  },
};
