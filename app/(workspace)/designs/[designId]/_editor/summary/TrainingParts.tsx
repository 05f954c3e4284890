import { Text } from '@mantine/core';
import { expectedUse } from '@/lib/analysis/expectedUse';
import { explainTraining, type MemoryPart } from '@/lib/analysis/explain/explainTraining';
import type { TrainingMemory } from '@/lib/analysis/trainingMemory';
import { formatBytes } from '@/lib/format';
import { evaluate, inNames, inNumbers } from '@/lib/formula';
import { useEditor } from '../EditorContext';
import classes from './TrainingParts.module.css';

/** What the memory of a training step is made of: each part in bytes, and how it is worked out. */
export function TrainingParts({ memory }: { readonly memory: TrainingMemory }) {
  const { analysis, graph } = useEditor();
  const { tensors, around, moment } = explainTraining(analysis, graph.settings, memory);
  const use = expectedUse(memory);
  return (
    <>
      <Text size="xs" c="dimmed" mb={6}>
        {moment}
      </Text>
      <table className={classes.table} aria-label="What a training step takes">
        <thead>
          <tr>
            <th scope="col">Part</th>
            <th scope="col">How it is worked out</th>
            <th scope="col">Bytes</th>
          </tr>
        </thead>
        <tbody>
          {tensors.map((part) => (
            <PartRow key={part.name} part={part} />
          ))}
          <Sum label="Tensors at the peak" value={formatBytes(memory.peak)} />
          {around.map((part) => (
            <PartRow key={part.name} part={part} />
          ))}
        </tbody>
        <tfoot>
          <Sum label="Likely on a GPU" value={formatBytes(use.likely)} />
          <Sum label="At least" value={formatBytes(use.low)} />
          <Sum label="At most" value={formatBytes(use.high)} />
        </tfoot>
      </table>
    </>
  );
}

function PartRow({ part }: { readonly part: MemoryPart }) {
  const { name, formula, words, range } = part;
  const names = inNames(formula);
  const numbers = inNumbers(formula);
  return (
    <tr>
      <th scope="row" title={words}>
        {name}
      </th>
      <td className={classes.formula}>
        {names === numbers ? words : names}
        {names !== numbers && <span className={classes.numbers}>{numbers}</span>}
      </td>
      <td>
        {formatBytes(evaluate(formula))}
        {range && (
          <span className={classes.numbers}>
            {formatBytes(range.low)} to {formatBytes(range.high)}
          </span>
        )}
      </td>
    </tr>
  );
}

function Sum({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <tr className={classes.sum}>
      <th scope="row" colSpan={2}>
        {label}
      </th>
      <td>{value}</td>
    </tr>
  );
}
