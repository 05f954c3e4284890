import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { TrainingMemory } from '@/lib/analysis/trainingMemory';
import { MemoryCurve } from './MemoryCurve';
import { TrainingParts } from './TrainingParts';

const VIEWS = ['What is in it', 'Over the batch'] as const;

/** The memory of a training step: what is in the number, or how it grows with the batch. */
export function TrainingDetails({ memory }: { readonly memory: TrainingMemory }) {
  const [view, setView] = useState<(typeof VIEWS)[number]>('What is in it');
  return (
    <>
      <SegmentedControl
        size="xs"
        mb={8}
        aria-label="View of the training memory"
        value={view}
        data={[...VIEWS]}
        onChange={setView}
      />
      {view === 'What is in it' ? <TrainingParts memory={memory} /> : <MemoryCurve />}
    </>
  );
}
