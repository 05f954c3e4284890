import { Text } from '@mantine/core';
import { conventions, type ToolCount } from '@/lib/analysis/conventions';
import { formatCount, formatExact } from '@/lib/format';
import { useEditor } from '../EditorContext';
import classes from './BreakdownTable.module.css';

/** The same design as other tools would count it, with what makes the difference. */
export function ConventionsTable() {
  const { analysis } = useEditor();
  const counts = conventions(analysis);
  return (
    <>
      <Text size="xs" fw={650} mt={12} mb={4}>
        As other tools count
      </Text>
      <table className={classes.table} aria-label="As other tools count">
        <thead>
          <tr>
            <th scope="col">Tool</th>
            <th scope="col">Parameters</th>
            <th scope="col">Count</th>
            <th scope="col">it calls</th>
          </tr>
        </thead>
        <tbody>
          {counts.map((count) => (
            <tr key={count.tool}>
              <th scope="row">
                {count.tool}
                <span className={classes.differs}>{differenceOf(count)}</span>
              </th>
              <td title={formatExact(count.params)}>{formatCount(count.params)}</td>
              <td>{count.work === undefined ? '–' : formatExact(count.work)}</td>
              <td>{count.calls ?? '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** What a tool counts otherwise than we do, in a few words; nothing where it does not. */
function differenceOf({ extra, factor, work }: ToolCount): string {
  if (work === undefined) return 'running averages count as parameters';
  if (factor === 2) return 'additions count too: MACs × 2';
  return extra.map(({ of, value }) => `+ ${of} ${formatCount(value)}`).join(' ');
}
