'use client';

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { applyEdgeChanges, applyNodeChanges, type EdgeChange, type NodeChange } from 'reactflow';
import type { ThreadFieldsFragment } from '@/app/_graphql/documents.generated';
import type { FlowEdge, FlowNode, LayerData, Watcher } from '@/app/(workspace)/_canvas/flowTypes';
import { type Overlay, toFlowEdges, toFlowNodes } from '@/app/(workspace)/_canvas/toFlow';
import type { Participant } from '@/lib/document/presence';
import type { NodeId } from '@/lib/graph/graph';
import type { Finding } from '@/lib/rules/rule';
import { type Selection, useDesignState, useEditor } from '../EditorContext';
import { usePresence } from '../presence/PresenceContext';
import { draggedOf, movesOf } from './fromFlow';

/** The layers and wires as the canvas holds them: the document with what lies over it, and what only this tab knows. */
export function useFlowElements(
  editable: boolean,
  onSelect: (change: (before: Selection) => Selection) => void,
) {
  const { graph, analysis, findings, threads, store, selection } = useEditor();
  const others = useDesignState(store, (state) => state.others);
  const { tell } = usePresence();
  const [nodes, setNodes] = useState<FlowNode[]>([]);
  const [edges, setEdges] = useState<FlowEdge[]>([]);
  const wanted = useRef(selection);
  wanted.current = selection;

  const byNode = useMemo(() => findingsByNode(findings.open), [findings.open]);
  const openThreads = useMemo(() => threadsByNode(threads), [threads]);
  const watchers = useStableWatchers(others);
  const dragged = useMemo(() => draggedBy(others), [others]);

  useEffect(() => {
    const overlay: Overlay = {
      analysis,
      findings: byNode,
      openThreads,
      watchers,
      dragged,
      editable,
    };
    setNodes((before) => withSelection(toFlowNodes(graph, overlay, before), wanted.current.nodes));
    setEdges((before) => withSelection(toFlowEdges(graph, overlay, before), wanted.current.edges));
  }, [graph, analysis, byNode, openThreads, watchers, dragged, editable]);

  useEffect(() => {
    setNodes((before) => withSelection(before, selection.nodes));
    setEdges((before) => withSelection(before, selection.edges));
  }, [selection]);

  const changeNodes = useCallback(
    (changes: NodeChange<FlowNode>[]) => {
      setNodes((before) => applyNodeChanges(changes.filter(isOwn), before));
      onSelect((before) => ({ ...before, nodes: selectedAfter(before.nodes, changes) }));
      const drag = draggedOf(changes);
      if (drag.length > 0) tell({ drag: [...drag] });
      const moves = movesOf(changes);
      if (moves.length === 0) return;
      store.perform(moves);
      tell({ drag: [] });
    },
    [store, tell, onSelect],
  );

  const changeEdges = useCallback(
    (changes: EdgeChange<FlowEdge>[]) => {
      setEdges((before) => applyEdgeChanges(changes.filter(isOwn), before));
      onSelect((before) => ({ ...before, edges: selectedAfter(before.edges, changes) }));
    },
    [onSelect],
  );

  return { nodes, edges, changeNodes, changeEdges };
}

/** Changes that the canvas makes by itself; removing and selecting is the editor's business. */
function isOwn({ type }: { readonly type: string }): boolean {
  return type !== 'remove' && type !== 'select';
}

/** What is selected after a click or a stretched box; the very same set when that changes nothing. */
function selectedAfter(
  before: ReadonlySet<string>,
  changes: readonly (NodeChange<FlowNode> | EdgeChange<FlowEdge>)[],
): ReadonlySet<string> {
  const after = new Set(before);
  let changed = false;
  for (const change of changes) {
    if (change.type !== 'select' || after.has(change.id) === change.selected) continue;
    changed = true;
    if (change.selected) after.add(change.id);
    else after.delete(change.id);
  }
  return changed ? after : before;
}

function withSelection<T extends FlowNode | FlowEdge>(
  elements: T[],
  selected: ReadonlySet<string>,
): T[] {
  const right = (element: T) => (element.selected ?? false) === selected.has(element.id);
  if (elements.every(right)) return elements;
  return elements.map((element) =>
    right(element) ? element : { ...element, selected: selected.has(element.id) },
  );
}

function findingsByNode(findings: readonly Finding[]): ReadonlyMap<NodeId, LayerData['findings']> {
  const byNode = new Map<NodeId, Finding[]>();
  for (const finding of findings) {
    if (finding.node === undefined) continue;
    const list = byNode.get(finding.node);
    if (list) list.push(finding);
    else byNode.set(finding.node, [finding]);
  }
  return byNode;
}

function threadsByNode(threads: readonly ThreadFieldsFragment[]): ReadonlyMap<NodeId, number> {
  const open = new Map<NodeId, number>();
  for (const { anchor, resolvedAt } of threads) {
    if (resolvedAt || !anchor.element) continue;
    open.set(anchor.element, (open.get(anchor.element) ?? 0) + 1);
  }
  return open;
}

const NOBODY: ReadonlyMap<NodeId, readonly Watcher[]> = new Map();

/** Who has which layer selected; the same lists as long as nothing changed, though cursors move all the time. */
function useStableWatchers(
  others: readonly Participant[],
): ReadonlyMap<NodeId, readonly Watcher[]> {
  const key = JSON.stringify(others.map(({ name, color, selection }) => [name, color, selection]));
  return useMemo(() => {
    const people = JSON.parse(key) as readonly [string, string, readonly NodeId[]][];
    if (people.every(([, , selection]) => selection.length === 0)) return NOBODY;
    const watchers = new Map<NodeId, Watcher[]>();
    for (const [name, color, selection] of people) {
      for (const id of selection) watchers.set(id, [...(watchers.get(id) ?? []), { name, color }]);
    }
    return watchers;
  }, [key]);
}

function draggedBy(
  others: readonly Participant[],
): ReadonlyMap<NodeId, { readonly x: number; readonly y: number }> {
  return new Map(others.flatMap(({ drag }) => drag.map((each) => [each.id, each] as const)));
}
