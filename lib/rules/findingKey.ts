import type { Finding } from './rule';

/**
 * What makes a finding the same one after an edit: its rule and its layer, or its rule alone where
 * it is about the design as a whole. No two findings of a design share it; waivers hang on it.
 */
export function findingKey({ rule, node }: Pick<Finding, 'rule' | 'node'>): string {
  return node === undefined ? rule : `${rule}/${node}`;
}
