import type { FuzzCase } from '@/tests/support/fuzz/fuzzRun';

/** Runs that failed once, each named after what was wrong. tests/README.md tells how one gets here. */
export const PINNED_SEEDS: readonly (FuzzCase & { readonly name: string })[] = [
  {
    name: 'a reopened tab did not show the work that it had left unsent',
    seed: 2,
    operations: 200,
  },
];
