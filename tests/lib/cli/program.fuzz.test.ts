import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OPTIONS } from '@/lib/cli/options';
import { FIELD_CONVENTIONS, OPTIMIZERS, PRECISIONS } from '@/lib/graph/graph';
import { holding, layerboard } from '@/tests/support/layerboard';

const COMMANDS = ['analyze', 'lint', 'compare', 'convert', 'templates', 'help'];
const VALUES = [
  ...[...PRECISIONS, ...OPTIMIZERS, ...FIELD_CONVENTIONS],
  ...['json', 'table', 'markdown', 'csv', 'notation', '1', '8', '0', '-1', '25M', '1GiB', 'T4'],
  ...['3,32,32', '1,1,32,32', '1', 'template:lenet5', 'template:lenet', 'file.json', '-', '--', ''],
];

const word = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...VALUES) },
  { weight: 2, arbitrary: fc.constantFrom(...Object.keys(OPTIONS)).map((name) => `--${name}`) },
  { weight: 1, arbitrary: fc.string() },
);

const line = fc
  .tuple(fc.constantFrom(...COMMANDS), fc.array(word, { maxLength: 7 }))
  .map(([command, words]) => [command, ...words]);

describe('any command line', () => {
  it('ends with 0 or 1 and a result, or with 2, nothing on standard output and one sentence', async () => {
    const ports = holding({ 'file.json': '{"format":"layerboard-design/2"}', '-': 'nothing' });
    await fc.assert(
      fc.asyncProperty(line, async (args) => {
        const { exitCode, stdout, messages } = await layerboard(args, ports);
        if (exitCode === 2) {
          expect({ stdout, told: messages.length }).toEqual({ stdout: '', told: 1 });
          expect(messages[0]).toMatch(/^\P{Cc}+[.?\]]$/u);
        } else expect(stdout.endsWith('\n')).toBe(true);
      }),
      { numRuns: 400 },
    );
  });
});
