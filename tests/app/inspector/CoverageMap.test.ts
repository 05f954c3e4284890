import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { CoverageMap } from '@/app/(workspace)/designs/[designId]/_editor/inspector/figures/CoverageMap';
import type { Coverage } from '@/lib/analysis/coverage';

function drawn(rows: readonly number[], columns: readonly number[]): string {
  const coverage: Coverage = { type: 'read', rows, columns };
  return renderToStaticMarkup(createElement(CoverageMap, { coverage, verb: 'read' }));
}

/** Tooltips of the positions, one for each that is drawn. */
function positions(html: string): readonly string[] {
  return [...html.matchAll(/<title>([^<]*)<\/title>/gu)].map(([, title = '']) => title);
}

describe('the picture of a coverage', () => {
  it('draws a small map whole, and says in words what it shows', () => {
    const html = drawn([1, 2, 1], [1, 0]);
    expect(positions(html)).toEqual([
      'row 0, column 0: 1',
      'row 0, column 1: 0',
      'row 1, column 0: 2',
      'row 1, column 1: 0',
      'row 2, column 0: 1',
      'row 2, column 1: 0',
    ]);
    expect(html).toContain(
      'aria-label="How often each position of the 3×2 map is read: 0 to 2 times, 50 % never."',
    );
  });

  it('draws the corners of a large one, and says so', () => {
    const html = drawn(new Array<number>(112).fill(2), [1, 2]);
    expect(positions(html)).toHaveLength(40);
    expect(positions(html).at(-1)).toBe('row 111, column 1: 4');
    expect(html).toContain('The 10 rows and columns at each edge');
  });

  it('lists the counts in its legend, never first', () => {
    const legend = [...drawn([0, 1, 2], [1, 2]).matchAll(/<\/svg>([^<]+)<\/span>/gu)];
    expect(legend.map(([, text]) => text)).toEqual(['never', '1×', '2×', '4×']);
  });
});
