'use client';

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { applyEdgeChanges, applyNodeChanges, type EdgeChange, type NodeChange } from 'reactflow';
import type { ThreadFieldsFragment } from '@/app/_graphql/documents.generated';
import type { FlowEdge, FlowNode, LayerData, Watcher } from '@/app/(workspace)/_canvas/flowTypes';
import { type Overlay, toFlowEdges, toFlowNodes } from '@/app/(workspace)/_canvas/toFlow';
import type { Participant } from '@/lib/document/presence';
import type { NodeId } from '@/lib/graph/graph';
import type { Finding } from '@/lib/rules/rule';
import { useDesignState, useEditor } from '../EditorContext';
import { usePresence } from '../presence/PresenceContext';
import { draggedOf, movesOf } from './fromFlow';

/** The layers and wires as the canvas holds them: the document with what lies over it, and what only this tab knows. */
export function useFlowElements(editable: boolean) {
  const { graph, analysis, findings, threads, store, selection } = useEditor();
  const others = useDesignState(store, (state) => state.others);
  const tell = usePresence();
  const [nodes, setNodes] = useState<FlowNode[]>([]);
  const [edges, setEdges] = useState<FlowEdge[]>([]);
  const wanted = useRef(selection);
  wanted.current = selection;

  const byNode = useMemo(() => findingsByNode(findings), [findings]);
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
    setEdges((before) => toFlowEdges(graph, overlay, before));
  }, [graph, analysis, byNode, openThreads, watchers, dragged, editable]);

  useEffect(() => {
    setNodes((before) => withSelection(before, selection.nodes));
  }, [selection]);

  const changeNodes = useCallback(
    (changes: NodeChange<FlowNode>[]) => {
      setNodes((before) =>
        applyNodeChanges(
          changes.filter(({ type }) => type !== 'remove'),
          before,
        ),
      );
      const drag = draggedOf(changes);
      if (drag.length > 0) tell({ drag: [...drag] });
      const moves = movesOf(changes);
      if (moves.length === 0) return;
      store.perform(moves);
      tell({ drag: [] });
    },
    [store, tell],
  );

  const changeEdges = useCallback((changes: EdgeChange<FlowEdge>[]) => {
    setEdges((before) =>
      applyEdgeChanges(
        changes.filter(({ type }) => type !== 'remove'),
        before,
      ),
    );
  }, []);

  return { nodes, edges, changeNodes, changeEdges };
}

function withSelection(nodes: FlowNode[], selected: ReadonlySet<NodeId>): FlowNode[] {
  if (nodes.every((node) => (node.selected ?? false) === selected.has(node.id))) return nodes;
  return nodes.map((node) =>
    (node.selected ?? false) === selected.has(node.id)
      ? node
      : { ...node, selected: selected.has(node.id) },
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
