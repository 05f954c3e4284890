import type { Comparison, FigureUnit } from '@/lib/analysis/compare';
import { formatBytes, formatCount, formatDelta } from '@/lib/format';
import type { CompareDocument } from './compareDocument';
import type { Report } from './report';

const WRITERS: Readonly<Record<FigureUnit, (value: number) => string>> = {
  count: formatCount,
  bytes: formatBytes,
  pixels: (value) => `${value} px`,
};

/** Two designs as a table of figures, and a sentence for every layer that differs. */
export function compareReport(document: CompareDocument, { layers }: Comparison): Report {
  const { before, after, figures } = document;
  const names = [before, after].map(({ name, file }) => (name === '' ? file : name));
  const same = layers.filter(({ status }) => status === 'same').length;
  return {
    document,
    title: `${names[0]} → ${names[1]}`,
    facts: [],
    table: {
      columns: [
        { title: 'Figure', numeric: false },
        { title: 'Before', numeric: true },
        { title: 'After', numeric: true },
        { title: 'Difference', numeric: true },
      ],
      rows: figures.map(({ name, unit, before: old, after: now }) => {
        const write = WRITERS[unit];
        const shown = (value: number | null) => (value === null ? '?' : write(value));
        const known = old !== null && now !== null;
        return [name, shown(old), shown(now), known ? formatDelta(now - old, write) : '?'];
      }),
    },
    records: figures.map((figure) => ({ ...figure })),
    remarks: [
      ...document.layers.flatMap(layerRemark),
      `${same} of ${layers.length} layers are the same.`,
    ],
  };
}

function layerRemark({
  status,
  before,
  after,
  changes,
}: CompareDocument['layers'][number]): readonly string[] {
  const layer = after ?? before;
  if (status === 'same' || !layer) return [];
  const which = `${status}: “${layer.name}” (${layer.kind})`;
  const what = changes.map(
    (change) =>
      `${change.property} ${JSON.stringify(change.before)} → ${JSON.stringify(change.after)}`,
  );
  return [what.length > 0 ? `${which}: ${what.join('; ')}` : which];
}
