import type { ThreadRow } from '@/db/schema/threads';
import { idSchema, pointSchema } from '@/lib/graph/schemas';
import { badInput } from '../../input';
import type { AnchorInput } from '../../resolverTypes.generated';

type Anchor = Pick<ThreadRow, 'anchorType' | 'element' | 'param' | 'x' | 'y'>;

const NOWHERE = { element: null, param: null, x: null, y: null };

/** What a thread is about, with exactly what its type needs. */
export function readAnchor({ type, element, param, x, y }: AnchorInput): Anchor {
  if (type === 'design') return { ...NOWHERE, anchorType: type };
  if (type === 'point') {
    const point = pointSchema.safeParse({ x, y });
    if (!point.success) badInput('A thread about a point needs x and y on the canvas.');
    return { ...NOWHERE, anchorType: type, ...point.data };
  }
  const id = idSchema.safeParse(element);
  if (!id.success) badInput('A thread about a layer or wire needs its id as element.');
  if (type !== 'param') return { ...NOWHERE, anchorType: type, element: id.data };
  const name = idSchema.safeParse(param);
  if (!name.success) badInput('A thread about a parameter needs its name as param.');
  return { ...NOWHERE, anchorType: type, element: id.data, param: name.data };
}
