import { z } from 'zod';
import { must } from '@/lib/invariant';
import { inferred } from '../facts';
import { defineKind, SINGLE } from '../kind';
import { sameShape } from '../working';

/** Passes its input on: a named place for a shortcut, or for a layer that only exists in training. */
export const identity = defineKind({
  kind: 'identity',
  title: 'Identity',
  short: 'Id',
  group: 'Other',
  summary: 'Passes its input on unchanged.',
  arity: SINGLE,
  params: z.strictObject({}),
  infer: (_params, [source]) => inferred(must(source, 'input'), { viewing: 'always' }),
  working: (_params, _facts, [source]) => ({ outputs: sameShape(must(source, 'input')) }),
  digest: () => '',
  emit: {
    keras: () => [{ name: 'identity', args: {} }],
    torch: () => [{ name: 'nn.Identity', args: {} }],
  },
});
