import { analyse } from '@/lib/analysis/analyse';
import { ok } from '@/lib/result';
import { analysisReport } from '../analysisReport';
import { readBudgets } from '../budgets';
import { chooseDevice } from '../chooseDevice';
import type { Command } from '../command';
import { describeAnalysis } from '../describeAnalysis';
import { write } from '../formats/formats';
import { openModel, readInput } from '../openModel';
import { readSettings } from '../readSettings';

/** Shapes, receptive fields, parameters, work and memory of a design. */
export const analyze: Command = {
  name: 'analyze',
  summary: 'Every layer’s shape, receptive field, parameters, MACs and memory, and the totals.',
  operands: ['file | template:NAME'],
  options: [
    'format',
    'batch',
    'dtype',
    'optimizer',
    'input',
    'field',
    'gpu',
    'max-params',
    'max-macs',
    'max-memory',
  ],
  formats: ['table', 'json', 'markdown', 'csv', 'notation'],
  examples: [
    'layerboard analyze model.onnx',
    'layerboard analyze template:resnet18 --batch 64 --dtype mixed --gpu T4',
    'layerboard analyze model.onnx --format json --max-params 25M --max-macs 4.1G --max-memory 16GiB',
  ],
  async run({ operands: [operand = ''], values, format }, ports) {
    const input = readInput(values.input);
    if (!input.ok) return input;
    const device = chooseDevice(values.gpu);
    if (!device.ok) return device;
    const budgets = readBudgets(values);
    if (!budgets.ok) return budgets;
    const opened = await openModel(operand, input.value, ports);
    if (!opened.ok) return opened;
    const settings = readSettings(values, opened.value.graph.settings);
    if (!settings.ok) return settings;
    const analysis = analyse(opened.value.graph);
    const { document, budgetMessages } = describeAnalysis(opened.value, analysis, {
      settings: settings.value,
      device: device.value,
      budgets: budgets.value,
    });
    const failed =
      document.problems.some(({ level }) => level === 'error') ||
      document.budgets.some(({ exceeded }) => exceeded);
    return ok({
      exitCode: failed ? 1 : 0,
      stdout: write(analysisReport(document, analysis), format),
      messages: [...document.notes, ...budgetMessages],
    });
  },
};
