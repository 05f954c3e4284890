import { Text } from '@mantine/core';
import type { Share } from '@/lib/analysis/explain/breakdown';
import { formatExact, formatShare } from '@/lib/format';
import classes from './BreakdownTable.module.css';

/** A total, row by row what it is the sum of. */
export function BreakdownTable({
  title,
  shares,
  words,
}: {
  readonly title: string;
  readonly shares: readonly Share[];
  /** What is counted, in a sentence. */
  readonly words: string;
}) {
  const total = shares.reduce((sum, { value }) => sum + value, 0);
  return (
    <>
      <Text size="xs" c="dimmed" mb={6}>
        {words}
      </Text>
      <table className={classes.table} aria-label={`What ${title} sum`}>
        <thead>
          <tr>
            <th scope="col">Layers</th>
            <th scope="col">{title}</th>
            <th scope="col">Share</th>
          </tr>
        </thead>
        <tbody>
          {shares.map(({ group, layers, value }) => (
            <tr key={group}>
              <th scope="row">
                {group} <span className={classes.count}>× {layers}</span>
                <span
                  className={classes.bar}
                  style={{
                    width: `${(100 * value) / Math.max(total, 1)}%`,
                    background: `var(--lb-group-${group.toLowerCase()})`,
                  }}
                />
              </th>
              <td>{formatExact(value)}</td>
              <td>{formatShare(value / Math.max(total, 1))}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Together</th>
            <td>{formatExact(total)}</td>
            <td />
          </tr>
        </tfoot>
      </table>
    </>
  );
}
