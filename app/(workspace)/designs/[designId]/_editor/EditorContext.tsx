'use client';

import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react';
import type { ThreadFieldsFragment } from '@/app/_graphql/documents.generated';
import type { Role } from '@/lib/access/permissions';
import type { Analysis } from '@/lib/analysis/report';
import type { EdgeId, LayerGraph, NodeId } from '@/lib/graph/graph';
import { must } from '@/lib/invariant';
import type { Finding } from '@/lib/rules/rule';
import type { DesignState, DesignStore } from './session/designStore';

/** What is selected on the canvas. */
export interface Selection {
  readonly nodes: ReadonlySet<NodeId>;
  readonly edges: ReadonlySet<EdgeId>;
}

export const NOTHING_SELECTED: Selection = { nodes: new Set(), edges: new Set() };

/** Panels at the side of the canvas. */
export type PanelName = 'layer' | 'findings' | 'threads' | 'train';

/** What every part of the editor may ask for and do. */
export interface EditorContextValue {
  readonly designId: string;
  readonly role: Role;
  readonly store: DesignStore;
  readonly graph: LayerGraph;
  readonly analysis: Analysis;
  readonly findings: readonly Finding[];
  readonly threads: readonly ThreadFieldsFragment[];
  readonly refreshThreads: () => void;
  readonly selection: Selection;
  /** Selects layers; with `reveal`, the canvas moves to the first of them if it is not in view. */
  readonly select: (nodes: Iterable<NodeId>, options?: { readonly reveal?: boolean }) => void;
  readonly openPanel: (panel: PanelName) => void;
}

const Context = createContext<EditorContextValue | undefined>(undefined);

export function EditorProvider({
  value,
  children,
}: {
  readonly value: EditorContextValue;
  readonly children: ReactNode;
}) {
  return <Context value={value}>{children}</Context>;
}

export function useEditor(): EditorContextValue {
  return must(useContext(Context), 'the editor around this component');
}

/** Part of the store's state; the component draws again only when that part changes. */
export function useDesignState<T>(store: DesignStore, part: (state: DesignState) => T): T {
  return useSyncExternalStore(
    store.subscribe,
    () => part(store.getState()),
    () => part(store.getState()),
  );
}
