import { OVERHEAD } from '@/lib/analysis/expectedUse';
import {
  adamRows,
  fittedOverhead,
  type MemoryRow,
  medianError,
  momentumRows,
  shareInBand,
  workspacesOf,
} from '@/tests/support/memoryTable';
import { printTable } from './measure';

/**
 * Memory of a training step, predicted and measured on an A100 by others: every row, the constants
 * as the fitting half sets them, and how far off they are on the rest.
 */
export async function memoryBench(): Promise<void> {
  const rows = momentumRows();
  const fitting = rows.filter(({ half }) => half === 'fit');
  const reported = rows.filter(({ half }) => half === 'report');
  const vggs = rows.filter(({ half }) => half === 'vgg');
  const adam = adamRows();
  printRows('SGD with momentum, timm models', rows);
  printRows('Adam, torchvision models', adam);
  const fitted = fittedOverhead(fitting);
  const asked = workspacesOf(fitting);
  console.log(
    `\nFitted on ${names(fitting)}: context ${fitted.context.toFixed(0)} MiB, workspace ${fitted.workspace.toFixed(2)} outputs of the largest convolution, ${Math.min(...asked).toFixed(1)} to ${Math.max(...asked).toFixed(1)} in single rows. In use: ${OVERHEAD.context.likely / 1024 ** 2} MiB and ${OVERHEAD.workspace.likely}.\n`,
  );
  printTable([
    ['rows', 'count', 'median error', 'largest', 'below', 'in band'],
    figures('fitting half', fitting),
    figures('reported half', reported),
    figures('VGG', vggs),
    figures(
      'Adam, without VGG',
      adam.filter(({ half }) => half !== 'vgg'),
    ),
    figures(
      'Adam, VGG',
      adam.filter(({ half }) => half === 'vgg'),
    ),
    figures('all', [...rows, ...adam]),
  ]);
}

function printRows(title: string, rows: readonly MemoryRow[]): void {
  console.log(`\n${title}, fp32, A100 40 GB; MiB\n`);
  printTable([
    ['model', 'batch', 'half', 'tensors', 'measured', 'predicted', 'error', 'band', 'in band'],
    ...rows.map(({ model, batch, half, measured, memory, expected, error, inBand }) => [
      model,
      `${batch}`,
      half,
      (memory.peak / 1024 ** 2).toFixed(0),
      `${measured}`,
      expected.likely.toFixed(0),
      percent(error),
      `${expected.low.toFixed(0)} to ${expected.high.toFixed(0)}`,
      inBand ? 'yes' : 'no',
    ]),
  ]);
}

function figures(label: string, rows: readonly MemoryRow[]): readonly string[] {
  return [
    label,
    `${rows.length}`,
    percent(medianError(rows)),
    percent(Math.max(...rows.map(({ error }) => Math.abs(error)))),
    percent(rows.filter(({ error }) => error < 0).length / rows.length),
    percent(shareInBand(rows)),
  ];
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function names(rows: readonly MemoryRow[]): string {
  return [...new Set(rows.map(({ model }) => model))].join(', ');
}
