import type { Analysis } from '@/lib/analysis/report';

/** Values that a design stores as Keras counts them: trained and running ones, without counters. */
export function storedValues(
  analysis: Analysis,
  of: (node: string) => boolean = () => true,
): number {
  let values = 0;
  for (const [node, report] of analysis.reports) {
    if (report.status !== 'ok' || !of(node)) continue;
    for (const { shape, dtype } of report.facts.weights)
      if (dtype === 'activation') values += shape.reduce((product, size) => product * size, 1);
  }
  return values;
}
