'use client';

import { createContext, type ReactNode, useContext } from 'react';

const Context = createContext(false);

/** Says of the fields within whether they may only be read just now, because somebody else is in them. */
export function FieldLockProvider({
  locked,
  children,
}: {
  readonly locked: boolean;
  readonly children: ReactNode;
}) {
  return <Context value={locked}>{children}</Context>;
}

export function useFieldLock(): boolean {
  return useContext(Context);
}
