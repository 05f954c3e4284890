'use client';

import { useComputedColorScheme } from '@mantine/core';
import { type DragEvent, useCallback, useRef, useState } from 'react';
import {
  Background,
  BackgroundVariant,
  type Connection,
  type FinalConnectionState,
  MiniMap,
  ReactFlow,
  useReactFlow,
} from 'reactflow';
import { type Distance, distanceOf } from '@/app/(workspace)/_canvas/distance';
import type { FlowEdge, FlowNode } from '@/app/(workspace)/_canvas/flowTypes';
import { GroupFrames } from '@/app/(workspace)/_canvas/GroupFrames';
import { LayerEdge } from '@/app/(workspace)/_canvas/LayerEdge';
import { LayerNode } from '@/app/(workspace)/_canvas/LayerNode';
import { tintOf } from '@/app/(workspace)/_canvas/tint';
import { can } from '@/lib/access/permissions';
import { insertLayer } from '@/lib/document/gestures/insertLayer';
import { canConnect } from '@/lib/graph/canConnect';
import { NODE_SIZE } from '@/lib/graph/layout';
import { newId } from '@/lib/ids';
import { isKindName } from '@/lib/layers/catalogue';
import { type Selection, useEditor } from '../EditorContext';
import { KIND_MIME } from '../palette/kindMime';
import { Cursors } from '../presence/Cursors';
import { useSharedView, ZOOM } from '../presence/useSharedView';
import classes from './Canvas.module.css';
import { CanvasControls } from './CanvasControls';
import { removalOf, wireOf } from './fromFlow';
import { useFlowElements } from './useFlowElements';

const NODE_TYPES = { layer: LayerNode };
const EDGE_TYPES = { wire: LayerEdge };

// The canvas draws on every step of a drag. What it is handed must stay the same object from step
// to step, or all wires in view and all marks of the overview would be drawn again each time.
const DELETE_KEYS = ['Delete', 'Backspace'];
const SELECT_MORE_KEYS = ['Shift', 'Meta', 'Control'];
const FIT_VIEW = { padding: 0.15, maxZoom: 1 };
const EDGE_OPTIONS = { interactionWidth: 18 };
const ATTRIBUTION = { hideAttribution: false };
const nodeColor = (node: FlowNode) => tintOf(node.data.layer);

/** The drawing board: layers, wires, other people's cursors. */
export function Canvas({
  onSelect,
  onPointer,
}: {
  readonly onSelect: (change: (before: Selection) => Selection) => void;
  readonly onPointer: (point: { readonly x: number; readonly y: number } | null) => void;
}) {
  const { graph, store, role, selection, select } = useEditor();
  const flow = useReactFlow<FlowNode, FlowEdge>();
  const scheme = useComputedColorScheme('light');
  const editable = can(role, 'design.edit');
  const elements = useFlowElements(editable, onSelect);
  const { tellView, letGo } = useSharedView();
  const [distance, setDistance] = useState<Distance>('near');
  const refused = useRef<string | undefined>(undefined);

  const isValid = useCallback(
    (connection: Connection | FlowEdge) => {
      const checked = canConnect(
        graph,
        wireOf({ ...connection, sourceHandle: connection.sourceHandle ?? null }),
      );
      refused.current = checked.ok ? undefined : checked.error.message;
      return checked.ok;
    },
    [graph],
  );

  const connect = useCallback(
    (connection: Connection) => {
      const wire = wireOf(connection);
      const slot = canConnect(graph, wire);
      if (slot.ok)
        store.perform([{ type: 'connect', edge: { ...wire, id: newId(), slot: slot.value } }]);
    },
    [graph, store],
  );

  const endConnection = useCallback(
    (_event: unknown, state: FinalConnectionState) => {
      if (state.isValid === false && refused.current) store.complain(refused.current);
      refused.current = undefined;
    },
    [store],
  );

  const reconnect = useCallback(
    (old: FlowEdge, connection: Connection) => {
      const without = new Map(graph.edges);
      without.delete(old.id);
      const wire = wireOf(connection);
      const slot = canConnect({ ...graph, edges: without }, wire);
      if (!slot.ok) return store.complain(slot.error.message);
      return void store.perform([
        { type: 'disconnect', ids: [old.id] },
        { type: 'connect', edge: { ...wire, id: newId(), slot: slot.value } },
      ]);
    },
    [graph, store],
  );

  const remove = useCallback(
    ({ nodes, edges }: { readonly nodes: FlowNode[]; readonly edges: FlowEdge[] }) =>
      store.perform(removalOf(nodes, edges)),
    [store],
  );

  const drop = (event: DragEvent) => {
    const kind = event.dataTransfer.getData(KIND_MIME);
    if (!editable || !isKindName(kind)) return;
    event.preventDefault();
    const { x, y } = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
    const position = { x: x - NODE_SIZE.width / 2, y: y - NODE_SIZE.height / 2 };
    store.perform(insertLayer(graph, kind, { type: 'at', position }).operations);
  };

  return (
    <section className={classes.canvas} data-distance={distance} aria-label="Canvas">
      <ReactFlow<FlowNode, FlowEdge>
        nodes={elements.nodes}
        edges={elements.edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        onNodesChange={elements.changeNodes}
        onEdgesChange={elements.changeEdges}
        onDelete={remove}
        onConnect={connect}
        onConnectEnd={endConnection}
        onReconnect={reconnect}
        isValidConnection={isValid}
        onInit={(instance) => {
          tellView(instance.getViewport());
          if (selection.nodes.size > 0) select(selection.nodes, { reveal: true });
        }}
        onMoveStart={(event) => event && letGo()}
        onMove={(_event, viewport) => {
          setDistance(distanceOf(viewport.zoom));
          tellView(viewport);
        }}
        onPointerMove={(event) =>
          onPointer(flow.screenToFlowPosition({ x: event.clientX, y: event.clientY }))
        }
        onPointerLeave={() => onPointer(null)}
        onDragOver={(event) => event.preventDefault()}
        onDrop={drop}
        nodesConnectable={editable}
        nodesDraggable={editable}
        edgesReconnectable={editable}
        deleteKeyCode={editable ? DELETE_KEYS : null}
        multiSelectionKeyCode={SELECT_MORE_KEYS}
        selectionKeyCode="Shift"
        colorMode={scheme}
        minZoom={ZOOM.least}
        maxZoom={ZOOM.most}
        fitView
        fitViewOptions={FIT_VIEW}
        onlyRenderVisibleElements
        elevateNodesOnSelect={false}
        defaultEdgeOptions={EDGE_OPTIONS}
        disableKeyboardA11y={false}
        proOptions={ATTRIBUTION}
      >
        <Background variant={BackgroundVariant.Dots} gap={24} size={1.4} />
        <MiniMap pannable zoomable ariaLabel="Overview" nodeColor={nodeColor} nodeStrokeWidth={0} />
        <GroupFrames groups={graph.groups} nodes={elements.nodes} onSelect={select} />
        <CanvasControls editable={editable} />
        <Cursors />
      </ReactFlow>
    </section>
  );
}
