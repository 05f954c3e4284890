'use client';

import { createContext, type ReactNode, useCallback, useContext, useRef } from 'react';
import type { Presence } from '@/lib/document/presence';
import { useEditor } from '../EditorContext';

type Tell = (change: Partial<Presence>) => void;

const Context = createContext<Tell>(() => undefined);

/** Lets the parts of the editor tell others what this person is doing, each its own part of it. */
export function PresenceProvider({ children }: { readonly children: ReactNode }) {
  const { store } = useEditor();
  const state = useRef<Presence>({ cursor: null, selection: [], drag: [], editing: null });
  const tell = useCallback<Tell>(
    (change) => {
      state.current = { ...state.current, ...change };
      store.tell(state.current);
    },
    [store],
  );
  return <Context value={tell}>{children}</Context>;
}

/** Tells the others part of what this person is doing. */
export function usePresence(): Tell {
  return useContext(Context);
}
