import { useApolloClient } from '@apollo/client/react';
import { useCallback, useEffect, useState } from 'react';
import { failureOf } from '@/app/_graphql/errors';
import { operationsBetween } from '@/lib/document/operationsBetween';
import type { LayerGraph } from '@/lib/graph/graph';
import { useEditor } from '../EditorContext';
import { loadSides, type OtherSides, type Since } from './loadSides';

/** The three designs of a merge as they were read last. */
export interface MergeSides extends OtherSides {
  readonly ours: LayerGraph;
  readonly since: Since;
}

export type LoadedSides =
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; readonly message: string }
  | {
      readonly status: 'ready';
      readonly sides: MergeSides;
      /** Names of the designs that moved on since the person began to look. */
      readonly moved: readonly string[];
    };

/**
 * Reads what is merged, and reads it again on demand: `again` answers with true when nothing moved
 * on since, and otherwise shows what is there now.
 */
export function useMergeSides(
  fromId: string,
  name: string,
  since: Since,
): { readonly loaded: LoadedSides; readonly again: () => Promise<boolean> } {
  const { designId, store } = useEditor();
  const apollo = useApolloClient();
  const [loaded, setLoaded] = useState<LoadedSides>({ status: 'loading' });

  const read = useCallback(async (): Promise<LoadedSides> => {
    try {
      const others = await loadSides(apollo, designId, fromId, since);
      if (!others.ok) return { status: 'failed', message: others.error };
      const ours = store.getState().session.view;
      return { status: 'ready', sides: { ...others.value, ours, since }, moved: [] };
    } catch (error) {
      return { status: 'failed', message: failureOf(error).message };
    }
  }, [apollo, designId, fromId, since, store]);

  useEffect(() => {
    let left = false;
    void read().then((now) => {
      if (!left) setLoaded(now);
    });
    return () => {
      left = true;
    };
  }, [read]);

  const again = useCallback(async () => {
    const now = await read();
    if (now.status === 'failed') store.complain(now.message);
    if (loaded.status !== 'ready' || now.status !== 'ready') return false;
    const [before, after] = [loaded.sides, now.sides];
    const moved = [
      ...(before.theirs.revision === after.theirs.revision ? [] : [after.theirs.name]),
      ...(operationsBetween(before.ours, after.ours).length === 0 ? [] : [name]),
    ];
    if (moved.length > 0) setLoaded({ ...now, moved });
    return moved.length === 0;
  }, [read, loaded, name, store]);

  return { loaded, again };
}
