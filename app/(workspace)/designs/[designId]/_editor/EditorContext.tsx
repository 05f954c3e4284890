'use client';

import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react';
import type {
  ThreadFieldsFragment,
  VersionFieldsFragment,
  WaiverFieldsFragment,
} from '@/app/_graphql/documents.generated';
import type { Role } from '@/lib/access/permissions';
import type { Analysis } from '@/lib/analysis/report';
import type { EdgeId, LayerGraph, NodeId } from '@/lib/graph/graph';
import { must } from '@/lib/invariant';
import type { Waived } from '@/lib/rules/applyWaivers';
import type { RuleSettings } from '@/lib/rules/ruleSettings';
import type { Past } from './history/usePast';
import type { DesignState } from './session/designState';
import type { DesignStore } from './session/designStore';

/** What is selected on the canvas. */
export interface Selection {
  readonly nodes: ReadonlySet<NodeId>;
  readonly edges: ReadonlySet<EdgeId>;
}

export const NOTHING_SELECTED: Selection = { nodes: new Set(), edges: new Set() };

/** Panels at the side of the canvas. */
export type PanelName = 'layer' | 'findings' | 'threads' | 'train' | 'history';

/** What every part of the editor may ask for and do. */
export interface EditorContextValue {
  readonly designId: string;
  readonly projectId: string;
  /** What the person may do with what is shown; with the past nothing. */
  readonly role: Role;
  /** What the person may do with the design. */
  readonly ownRole: Role;
  readonly store: DesignStore;
  readonly graph: LayerGraph;
  readonly analysis: Analysis;
  /** What the design rules say, parted by the waivers of the design. */
  readonly findings: Waived<WaiverFieldsFragment>;
  /** What the project decided about the rules. */
  readonly ruleSettings: RuleSettings;
  readonly versions: readonly VersionFieldsFragment[];
  /** The revision that is looked at; undefined for the design as it stands. */
  readonly past: Past | undefined;
  readonly lookBack: (revision: number | undefined) => void;
  readonly threads: readonly ThreadFieldsFragment[];
  /** Asks again for what stands beside the document: threads, waivers, runs. */
  readonly refreshActivity: () => void;
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
