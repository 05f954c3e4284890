import { analyse } from '@/lib/analysis/analyse';
import { notation } from '@/lib/codegen/notation';
import { nameSchema } from '@/lib/graph/schemas';
import { writeDesignFile } from '@/lib/interchange/layerboard/designFile';
import { opaqueLayers } from '@/lib/interchange/opaqueLayers';
import { err, ok } from '@/lib/result';
import type { Command } from '../command';
import { openModel, readInput } from '../openModel';
import { readSettings } from '../readSettings';
import { withoutControls } from '../withoutControls';

/** A design in another form. */
export const convert: Command = {
  name: 'convert',
  summary: 'A design as a file that the editor opens, or in the notation of lecture notes.',
  operands: ['file | template:NAME'],
  options: ['to', 'input', 'field'],
  formats: [],
  examples: [
    'layerboard convert model.onnx --to json > design.json',
    'layerboard convert template:squeeze-expand --to notation --field classroom',
  ],
  async run({ operands: [operand = ''], values }, ports) {
    if (values.to === undefined) return err('convert needs --to json or --to notation.');
    const input = readInput(values.input);
    if (!input.ok) return input;
    const opened = await openModel(operand, input.value, ports);
    if (!opened.ok) return opened;
    const { graph, model, notes, lint } = opened.value;
    const settings = readSettings(values, graph.settings);
    if (!settings.ok) return settings;
    const unknown = opaqueLayers(graph).map(
      ({ node, operator, reason }) =>
        `“${graph.nodes.get(node)?.name}” (${operator}) was not understood: ${reason}`,
    );
    const stdout =
      values.to === 'json'
        ? writeDesignFile(designName(model.name), { ...graph, settings: settings.value }, lint)
        : notation(analyse(graph), settings.value.field)
            .map((line) => `${withoutControls(line)}\n`)
            .join('');
    return ok({ exitCode: 0, stdout, messages: [...notes, ...unknown] });
  },
};

/** What a file calls the model, where a design may be called that. */
function designName(name: string): string | null {
  return nameSchema.safeParse(name).data ?? null;
}
