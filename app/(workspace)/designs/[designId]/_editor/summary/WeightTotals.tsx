import { Text } from '@mantine/core';
import { weightTotals } from '@/lib/analysis/weightList';
import { formatExact } from '@/lib/format';
import { useEditor } from '../EditorContext';

/** What training changes in a design and what it does not, under the names that Keras prints. */
export function WeightTotals() {
  const { analysis } = useEditor();
  const { learned, running, counter } = weightTotals(analysis);
  return (
    <Text size="xs" mt={8}>
      Trainable {formatExact(learned)}; not trainable {formatExact(running)} in running averages
      {counter > 0 ? `, and ${formatExact(counter)} counters of batches.` : '.'}
    </Text>
  );
}
