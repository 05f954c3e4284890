import { Anchor } from '@mantine/core';
import type { AnyRule } from '@/lib/rules/rule';

/** What a rule goes back to, as a link where there is one. */
export function RuleReference({ source: { reference, link } }: Pick<AnyRule, 'source'>) {
  if (!link) return reference;
  return (
    <Anchor href={link} target="_blank" rel="noreferrer" inherit>
      {reference}
    </Anchor>
  );
}
