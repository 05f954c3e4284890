'use client';

import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useMemo,
  useRef,
  useState,
} from 'react';
import { type Participant, type Presence, SILENT } from '@/lib/document/presence';
import { useDesignState, useEditor } from '../EditorContext';

interface PresenceContextValue {
  /** Tells the others part of what this person is doing. */
  readonly tell: (change: Partial<Presence>) => void;
  /** The person whose view this tab follows. */
  readonly followed: Participant | undefined;
  /** Begins to follow a tab's view, or, without one, ends it. */
  readonly follow: (client: string | undefined) => void;
}

const Context = createContext<PresenceContextValue>({
  tell: () => undefined,
  followed: undefined,
  follow: () => undefined,
});

/** Lets the parts of the editor tell others what this person is doing, each its own part of it, and follow along. */
export function PresenceProvider({ children }: { readonly children: ReactNode }) {
  const { store } = useEditor();
  const others = useDesignState(store, (state) => state.others);
  const [leader, follow] = useState<string>();
  const state = useRef<Presence>(SILENT);
  const tell = useCallback(
    (change: Partial<Presence>) => {
      state.current = { ...state.current, ...change };
      store.tell(state.current);
    },
    [store],
  );
  const followed = others.find(({ client }) => client === leader);
  const value = useMemo(() => ({ tell, followed, follow }), [tell, followed]);
  return <Context value={value}>{children}</Context>;
}

export function usePresence(): PresenceContextValue {
  return useContext(Context);
}
