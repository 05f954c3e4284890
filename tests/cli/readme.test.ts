import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { layerboard } from '@/tests/support/layerboard';

const readme = readFileSync(fileURLToPath(new URL('../../README.md', import.meta.url)), 'utf8');
const PROMPT = '$ npx layerboard ';

interface Example {
  readonly args: readonly string[];
  /** Whether the result goes to a file, so that only sentences are shown. */
  readonly redirected: boolean;
  /** Stretches of lines that follow one another; `...` stands between them for any lines. */
  readonly stretches: readonly (readonly string[])[];
}

function examples(): readonly Example[] {
  const blocks = [...readme.matchAll(/^```console\n(.*?)^```$/gms)].map(([, text = '']) => text);
  return blocks
    .flatMap((block) => block.split(/^(?=\$ npx layerboard )/m))
    .filter((text) => text.startsWith(PROMPT))
    .map((text) => {
      const [line = '', ...output] = text.trimEnd().split('\n');
      const [command = '', file] = line.slice(PROMPT.length).split(' > ');
      const stretches: string[][] = [[]];
      for (const each of output) {
        if (each === '...') stretches.push([]);
        else stretches.at(-1)?.push(each);
      }
      return { args: command.split(' '), redirected: file !== undefined, stretches };
    });
}

/** The output with everything cut away that no stretch of the example shows. */
function asShown(output: string, { stretches }: Example): readonly (readonly string[])[] {
  const lines = output.trimEnd().split('\n');
  let from = 0;
  return stretches.map((stretch) => {
    const place = from === 0 ? 0 : lines.indexOf(stretch[0] ?? '', from);
    if (stretch.length === 0) return [];
    from = place + stretch.length;
    return place < 0 ? [] : lines.slice(place, from);
  });
}

describe('the README', () => {
  it('shows every command', () => {
    expect(new Set(examples().map(({ args: [command] }) => command))).toEqual(
      new Set(['analyze', 'lint', 'compare', 'convert']),
    );
  });

  it.each(examples().map((example) => [example.args.join(' '), example] as const))(
    'shows what layerboard %s prints',
    async (_, example) => {
      const { stdout, messages } = await layerboard(example.args);
      const told = messages.map((message) => `layerboard: ${message}\n`).join('');
      const output = example.redirected ? told : stdout + told;
      expect(asShown(output, example)).toEqual(example.stretches);
    },
  );
});
