import type { FuzzCase } from '@/tests/support/fuzz/fuzzRun';

/** A run that failed once. */
export interface PinnedSeed extends FuzzCase {
  /** What was wrong. */
  readonly name: string;
  /** The planted bug that is the same mistake: with it put back, the run has to fail again. */
  readonly planted: string;
}

/** Runs that failed once, each named after what was wrong. tests/README.md tells how one gets here. */
export const PINNED_SEEDS: readonly PinnedSeed[] = [
  {
    name: 'a reopened tab did not show the work that it had left unsent',
    seed: 1,
    operations: 200,
    planted: 'a reopened tab does not show what was left unsent',
  },
  {
    name: 'undo of leaving a block took back what others had called it since',
    seed: 4284,
    operations: 200,
    planted: 'layers that come back into a block bring its old name along',
  },
];
