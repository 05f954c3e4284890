'use client';

import { useCallback, useMemo, useRef, useState } from 'react';
import { ReactFlowProvider, type ReactFlowState, useReactFlow, useStoreApi } from 'reactflow';
import type { DesignActivityQuery, DesignPageQuery } from '@/app/_graphql/documents.generated';
import { distanceOf } from '@/app/(workspace)/_canvas/distance';
import { ruleSettingsOf } from '@/app/(workspace)/ruleSettingsOf';
import type { Role } from '@/lib/access/permissions';
import type { LayerGraph, NodeId, Point } from '@/lib/graph/graph';
import { NODE_SIZE } from '@/lib/graph/layout';
import { applyWaivers } from '@/lib/rules/applyWaivers';
import { lint } from '@/lib/rules/lint';
import type { RuleSettings } from '@/lib/rules/ruleSettings';
import {
  type EditorContextValue,
  EditorProvider,
  NOTHING_SELECTED,
  type PanelName,
  type Selection,
  useDesignState,
} from './EditorContext';
import { usePast } from './history/usePast';
import type { Linked } from './linked';
import { PresenceProvider } from './presence/PresenceContext';
import type { DesignStore } from './session/designStore';
import { useAnalysis } from './useAnalysis';
import { useComplaints } from './useComplaints';
import { useNotes } from './useNotes';
import { Workbench } from './Workbench';

interface EditorProps {
  readonly design: DesignPageQuery['design'];
  readonly activity: DesignActivityQuery['design'] | undefined;
  readonly refreshActivity: () => void;
  readonly role: Role;
  readonly store: DesignStore;
  readonly linked: Linked;
}

/** The editor of one design: its state, its selection, its analysis, for all parts to share. */
export function Editor(props: EditorProps) {
  return (
    <ReactFlowProvider>
      <EditorState {...props} />
    </ReactFlowProvider>
  );
}

const NO_THREADS: EditorContextValue['threads'] = [];
const NO_VERSIONS: EditorContextValue['versions'] = [];

function EditorState({ design, activity, refreshActivity, store, linked, ...props }: EditorProps) {
  const now = useDesignState(store, ({ session }) => session.view);
  const { past, lookBack } = usePast(design.id, store);
  const graph = past?.graph ?? now;
  const ownRole = props.role;
  const role = past ? 'viewer' : ownRole;
  const analysis = useAnalysis(graph);
  const ruleSettings = useRuleSettings((activity ?? design).project.ruleSettings);
  const waivers = (activity ?? design).waivers;
  const found = useMemo(() => lint(analysis, ruleSettings), [analysis, ruleSettings]);
  const findings = useMemo(() => applyWaivers(found, waivers), [found, waivers]);
  const [chosen, setSelection] = useState<Selection>(() => ({
    ...NOTHING_SELECTED,
    nodes: new Set(linked.node === null ? [] : [linked.node]),
  }));
  const selection = useMemo(() => stillThere(chosen, graph), [chosen, graph]);
  const [panel, openPanel] = useState<PanelName>(linked.thread === null ? 'layer' : 'threads');
  const shown = useRef(graph);
  shown.current = graph;
  const reveal = useReveal(shown, store);
  useComplaints(store);
  useNotes(store);

  const select = useCallback<EditorContextValue['select']>(
    (nodes, options) => {
      const ids = new Set(nodes);
      setSelection({ nodes: ids, edges: new Set() });
      const [first] = ids;
      if (options?.reveal && first !== undefined) reveal(first);
    },
    [reveal],
  );

  const changeSelection = useCallback((change: (before: Selection) => Selection) => {
    setSelection((chosen) => {
      const before = stillThere(chosen, shown.current);
      const after = change(before);
      return after.nodes === before.nodes && after.edges === before.edges ? before : after;
    });
  }, []);

  const value = useMemo<EditorContextValue>(
    () => ({
      designId: design.id,
      projectId: design.project.id,
      role,
      ownRole,
      store,
      graph,
      analysis,
      findings,
      ruleSettings,
      versions: activity?.versions ?? NO_VERSIONS,
      past,
      lookBack,
      threads: activity?.threads ?? NO_THREADS,
      refreshActivity,
      selection,
      select,
      openPanel,
    }),
    [
      design.id,
      design.project.id,
      role,
      ownRole,
      past,
      lookBack,
      store,
      graph,
      analysis,
      findings,
      ruleSettings,
      activity,
      refreshActivity,
      selection,
      select,
    ],
  );

  return (
    <EditorProvider value={value}>
      <PresenceProvider>
        <Workbench
          design={activity ? { ...design, name: activity.name } : design}
          runs={activity?.runs ?? []}
          panel={panel}
          onPanel={openPanel}
          onSelect={changeSelection}
          linked={linked}
        />
      </PresenceProvider>
    </EditorProvider>
  );
}

/** What the project decided about the rules; the same object until that changes. */
function useRuleSettings(
  stored: DesignPageQuery['design']['project']['ruleSettings'],
): RuleSettings {
  return useMemo(() => ruleSettingsOf(stored), [stored]);
}

/** What is left of a selection when layers and wires went away, by whomever; the same one when none did. */
function stillThere(selection: Selection, graph: LayerGraph): Selection {
  const { nodes, edges } = selection;
  if (
    [...nodes].every((id) => graph.nodes.has(id)) &&
    [...edges].every((id) => graph.edges.has(id))
  )
    return selection;
  return {
    nodes: new Set([...nodes].filter((id) => graph.nodes.has(id))),
    edges: new Set([...edges].filter((id) => graph.edges.has(id))),
  };
}

/** Moves the canvas so that a layer is in its middle, unless all of it can be seen and read where it is. */
function useReveal(
  shown: { readonly current: LayerGraph },
  store: DesignStore,
): (id: NodeId) => void {
  const flow = useReactFlow();
  const canvas = useStoreApi();
  return useCallback(
    (id) => {
      // A layer that was added a moment ago is not shown yet.
      const node = shown.current.nodes.get(id) ?? store.getState().session.view.nodes.get(id);
      if (!node || isInView(node.position, canvas.getState())) return;
      const { x, y } = node.position;
      void flow.setCenter(x + NODE_SIZE.width / 2, y + NODE_SIZE.height / 2, {
        zoom: Math.max(0.8, flow.getZoom()),
        duration: 250,
      });
    },
    [shown, store, flow, canvas],
  );
}

/** Whether a layer at this position lies wholly on the visible part of the canvas, near enough to be read. */
function isInView(
  position: Point,
  {
    transform: [x, y, zoom],
    width,
    height,
  }: Pick<ReactFlowState, 'transform' | 'width' | 'height'>,
): boolean {
  const left = position.x * zoom + x;
  const top = position.y * zoom + y;
  return (
    distanceOf(zoom) === 'near' &&
    left >= 0 &&
    top >= 0 &&
    left + NODE_SIZE.width * zoom <= width &&
    top + NODE_SIZE.height * zoom <= height
  );
}
