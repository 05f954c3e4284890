'use client';

import { Badge, Tabs } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useReactFlow } from 'reactflow';
import type { DesignPageQuery, RunFieldsFragment } from '@/app/_graphql/documents.generated';
import { can } from '@/lib/access/permissions';
import { copyLayers, pasteLayers } from '@/lib/document/gestures/copyLayers';
import { insertLayer, type Place } from '@/lib/document/gestures/insertLayer';
import { NODE_SIZE } from '@/lib/graph/layout';
import { wiringOf } from '@/lib/graph/wiring';
import type { KindName } from '@/lib/layers/catalogue';
import { Canvas } from './canvas/Canvas';
import { ForkDialog } from './dialogs/ForkDialog';
import { ShareDialog } from './dialogs/ShareDialog';
import classes from './Editor.module.css';
import { type PanelName, type Selection, useEditor } from './EditorContext';
import { EmptyHint } from './EmptyHint';
import { FindingsPanel } from './findings/FindingsPanel';
import { HistoryPanel } from './history/HistoryPanel';
import { PastBanner } from './history/PastBanner';
import { Inspector } from './inspector/Inspector';
import type { Linked } from './linked';
import { MergeDialog } from './merge/MergeDialog';
import { Palette } from './palette/Palette';
import { usePresence } from './presence/PresenceContext';
import { SyncBanner } from './SyncBanner';
import { SummaryBar } from './summary/SummaryBar';
import { type EditorView, TopBar } from './TopBar';
import { LayerTable } from './table/LayerTable';
import { ThreadsPanel } from './threads/ThreadsPanel';
import { TrainingPanel } from './training/TrainingPanel';
import { type Shortcuts, useShortcuts } from './useShortcuts';

/** How far a pasted copy lies from its original, in canvas pixels. */
const PASTE_SHIFT = { x: 40, y: 40 };

/** The parts of the editor in their places, and what the keyboard does across them. */
export function Workbench({
  design,
  runs,
  panel,
  onPanel,
  onSelect,
  linked,
}: {
  readonly design: DesignPageQuery['design'];
  readonly runs: readonly RunFieldsFragment[];
  readonly panel: PanelName;
  readonly onPanel: (panel: PanelName) => void;
  readonly onSelect: (change: (before: Selection) => Selection) => void;
  readonly linked: Linked;
}) {
  const { graph, role, selection, findings, threads } = useEditor();
  const [view, setView] = useState<EditorView>('canvas');
  const [sharing, share] = useDisclosure(false);
  const [forking, fork] = useDisclosure(false);
  const [merging, merge] = useDisclosure(linked.merge !== null);
  const search = useRef<HTMLInputElement>(null);
  const { tell } = usePresence();
  const editable = can(role, 'design.edit');
  const insert = useInsert();
  useShortcuts(useEditingShortcuts(() => search.current?.focus()));

  useEffect(() => tell({ selection: [...selection.nodes].slice(0, 200) }), [selection.nodes, tell]);

  const openThreads = threads.filter(({ resolvedAt }) => resolvedAt === null).length;
  const tabs = [
    { name: 'layer', title: selection.nodes.size > 0 ? 'Layer' : 'Design', count: 0 },
    { name: 'findings', title: 'Findings', count: findings.open.length },
    { name: 'threads', title: 'Threads', count: openThreads },
    { name: 'train', title: 'Train', count: 0 },
  ] as const;

  return (
    <div className={classes.editor}>
      <TopBar
        design={design}
        view={view}
        onView={setView}
        onShare={share.open}
        onFork={fork.open}
        onMerge={merge.open}
      />
      <div>
        <PastBanner />
      </div>
      <main className={classes.body} data-readonly={!editable}>
        {editable && (
          <aside className={classes.left}>
            <Palette searchRef={search} onInsert={insert} />
          </aside>
        )}
        <div className={classes.centre} data-view={view}>
          <div className={classes.banner}>
            <SyncBanner />
          </div>
          {view === 'canvas' ? (
            <Canvas onSelect={onSelect} onPointer={(cursor) => tell({ cursor })} />
          ) : (
            <LayerTable />
          )}
          {view === 'canvas' && graph.nodes.size === 0 && <EmptyHint editable={editable} />}
        </div>
        <aside className={classes.right} aria-label="Details">
          <Tabs
            value={panel}
            onChange={(name) => onPanel(tabs.find((tab) => tab.name === name)?.name ?? 'layer')}
          >
            <Tabs.List grow>
              {tabs.map(({ name, title, count }) => (
                <Tabs.Tab
                  key={name}
                  value={name}
                  px={8}
                  rightSection={
                    count > 0 ? (
                      <Badge size="xs" variant="light" circle={count < 10}>
                        {count}
                      </Badge>
                    ) : undefined
                  }
                >
                  {title}
                </Tabs.Tab>
              ))}
            </Tabs.List>
          </Tabs>
          <div className={classes.panel} role="tabpanel" aria-label={panel}>
            {panel === 'layer' && <Inspector />}
            {panel === 'findings' && <FindingsPanel />}
            {panel === 'history' && <HistoryPanel />}
            {panel === 'threads' && <ThreadsPanel focused={linked.thread} />}
            <div hidden={panel !== 'train'}>
              <TrainingPanel runs={runs} />
            </div>
          </div>
        </aside>
      </main>
      <SummaryBar />
      <ShareDialog
        opened={sharing}
        onClose={share.close}
        projectId={design.project.id}
        designId={design.id}
      />
      <ForkDialog opened={forking} onClose={fork.close} design={design} />
      {editable && (
        <MergeDialog
          opened={merging}
          onClose={() => {
            merge.close();
            // A link that asked for it is done with: to load the page again does not ask again.
            if (linked.merge !== null)
              window.history.replaceState(null, '', window.location.pathname);
          }}
          name={design.name}
          from={linked.merge}
        />
      )}
    </div>
  );
}

/** Inserts a layer where it makes sense: into the selected wire, behind the selected layer, or in the middle of the view. */
function useInsert(): (kind: KindName) => void {
  const { graph, store, selection, select } = useEditor();
  const flow = useReactFlow();
  return (kind) => {
    const [edge] = selection.edges;
    const [node] = selection.nodes;
    const middle = flow.screenToFlowPosition({
      x: window.innerWidth / 2,
      y: window.innerHeight / 2,
    });
    const place: Place =
      edge !== undefined && graph.edges.has(edge)
        ? { type: 'wire', edge }
        : node !== undefined && graph.nodes.has(node) && selection.nodes.size === 1
          ? { type: 'after', node }
          : { type: 'at', position: { x: middle.x - NODE_SIZE.width / 2, y: middle.y } };
    const { id, operations } = insertLayer(graph, kind, place);
    store.perform(operations);
    select([id], { reveal: true });
  };
}

function useEditingShortcuts(search: () => void): Shortcuts {
  const { graph, store, selection, select, role } = useEditor();
  const searching = useRef(search);
  searching.current = search;
  const paste = useCallback(
    (text: string) => {
      if (!can(role, 'design.edit')) return;
      const pasted = pasteLayers(graph, text, PASTE_SHIFT);
      if (!pasted.ok) return store.complain(pasted.error);
      store.perform(pasted.value.operations);
      select(pasted.value.ids);
    },
    [graph, store, select, role],
  );
  return useMemo(() => {
    const copy = () => (selection.nodes.size > 0 ? copyLayers(graph, selection.nodes) : undefined);
    const editable = can(role, 'design.edit');
    return {
      undo: () => editable && store.undo(),
      redo: () => editable && store.redo(),
      selectAll: () => select(graph.nodes.keys()),
      duplicate: () => {
        const copied = copy();
        if (copied !== undefined) paste(copied);
      },
      search: () => searching.current(),
      walk: (step: 1 | -1) => {
        const [from] = selection.nodes;
        const wiring = wiringOf(graph);
        const next =
          from === undefined
            ? graph.nodes.keys().next().value
            : step > 0
              ? wiring.outOf(from)[0]?.target
              : wiring.into(from)[0]?.source;
        if (next !== undefined) select([next], { reveal: true });
      },
      copy,
      cut: () => {
        const copied = copy();
        if (copied !== undefined && editable)
          store.perform([{ type: 'removeNodes', ids: [...selection.nodes] }]);
        return copied;
      },
      paste,
    };
  }, [graph, store, selection, select, paste, role]);
}
