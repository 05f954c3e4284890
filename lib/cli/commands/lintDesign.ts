import { analyse } from '@/lib/analysis/analyse';
import { ok } from '@/lib/result';
import { applyWaivers } from '@/lib/rules/applyWaivers';
import { lint } from '@/lib/rules/lint';
import { joinLintSettings, NO_LINT_SETTINGS, type ReasonedWaiver } from '@/lib/rules/lintSettings';
import type { Command } from '../command';
import { write } from '../formats/formats';
import { lintDocument } from '../lintDocument';
import { lintReport } from '../lintReport';
import { openModel, readInput } from '../openModel';
import { readLintFile } from '../readLintFile';
import { readSettings } from '../readSettings';

/** What the design rules find. */
export const lintDesign: Command = {
  name: 'lint',
  summary: 'What the design rules find: mistakes, likely mistakes, advice, with their sources.',
  operands: ['file | template:NAME'],
  options: ['format', 'settings', 'batch', 'dtype', 'optimizer', 'input'],
  formats: ['table', 'json', 'markdown', 'csv'],
  examples: [
    'layerboard lint model.onnx',
    'layerboard lint design.json --format markdown',
    'layerboard lint model.onnx --settings rules.json',
  ],
  async run({ operands: [operand = ''], values, format }, ports) {
    const input = readInput(values.input);
    if (!input.ok) return input;
    const opened = await openModel(operand, input.value, ports);
    if (!opened.ok) return opened;
    const settings = readSettings(values, opened.value.graph.settings);
    if (!settings.ok) return settings;
    const given = await readLintFile(values.settings, ports);
    if (!given.ok) return given;
    const decided = joinLintSettings(opened.value.lint ?? NO_LINT_SETTINGS, given.value);
    const analysis = analyse({ ...opened.value.graph, settings: settings.value });
    const found = applyWaivers(lint(analysis, decided.rules), decided.waivers);
    const document = lintDocument(opened.value, analysis, found);
    return ok({
      exitCode: document.counts.error > 0 ? 1 : 0,
      stdout: write(lintReport(document), format),
      messages: [...opened.value.notes, ...found.idle.map(idleWaiver)],
    });
  },
};

function idleWaiver({ rule, node }: ReasonedWaiver): string {
  const where = node === null ? 'the design as a whole' : `“${node}”`;
  return `The waiver of “${rule}” for ${where} has nothing to waive.`;
}
