import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { RULE_TITLES } from '@/lib/analysis/explain/ruleTitles';

/** The numbered headings of a SPEC.md: `**L2. Windows.**`. */
function headings(folder: string): readonly (readonly [string, string])[] {
  const text = readFileSync(new URL(`../../../../lib/${folder}/SPEC.md`, import.meta.url), 'utf8');
  return [...text.matchAll(/^\*\*([LA]\d+)\. ([^*]+)\.\*\*/gmu)].map(
    ([, rule = '', title = '']) => [rule, title] as const,
  );
}

it('[A14] names every rule as its specification does', () => {
  expect(Object.entries(RULE_TITLES)).toEqual([...headings('layers'), ...headings('analysis')]);
});
