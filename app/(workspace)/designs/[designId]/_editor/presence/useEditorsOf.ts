import { useMemo } from 'react';
import type { NodeId } from '@/lib/graph/graph';
import { useDesignState, useEditor } from '../EditorContext';

/** Who is in the field of which parameter of a layer, by the parameter. */
export function useEditorsOf(
  layer: NodeId,
): ReadonlyMap<string, { readonly name: string; readonly color: string }> {
  const { store } = useEditor();
  // As text, since pointers move all the time and this seldom changes.
  const key = useDesignState(store, ({ others }) =>
    JSON.stringify(
      others.flatMap(({ name, color, editing }) =>
        editing?.node === layer ? [[editing.param, { name, color }]] : [],
      ),
    ),
  );
  return useMemo(() => new Map(JSON.parse(key)), [key]);
}
