'use client';

import { Anchor, useComputedColorScheme } from '@mantine/core';
import Link from 'next/link';
import { useEffect, useMemo, useRef, useState } from 'react';
import {
  Background,
  BackgroundVariant,
  getViewportForBounds,
  MiniMap,
  ReactFlow,
  ReactFlowProvider,
  type Rect,
  useReactFlow,
  type Viewport,
} from 'reactflow';
import { distanceOf } from '@/app/(workspace)/_canvas/distance';
import type { FlowEdge, FlowNode, Mark } from '@/app/(workspace)/_canvas/flowTypes';
import { GroupFrames } from '@/app/(workspace)/_canvas/GroupFrames';
import { LayerEdge } from '@/app/(workspace)/_canvas/LayerEdge';
import { LayerNode } from '@/app/(workspace)/_canvas/LayerNode';
import { tintOf } from '@/app/(workspace)/_canvas/tint';
import { type Overlay, toFlowEdges, toFlowNodes } from '@/app/(workspace)/_canvas/toFlow';
import type { Analysis } from '@/lib/analysis/report';
import type { NodeId } from '@/lib/graph/graph';
import { NODE_SIZE } from '@/lib/graph/layout';
import classes from './Compare.module.css';
import type { Side } from './side';

const NODE_TYPES = { layer: LayerNode };
/** Room for the name of the design above its layers. */
const PADDING = { top: '58px', right: '24px', bottom: '24px', left: '24px' } as const;
const EDGE_TYPES = { wire: LayerEdge };

interface SideCanvasProps {
  readonly label: string;
  readonly side: Side;
  readonly analysis: Analysis;
  readonly marks: ReadonlyMap<NodeId, Mark>;
  /** Layer to bring into the middle. */
  readonly focus: NodeId | undefined;
  /** Both sides share one view. */
  readonly together: boolean;
  readonly viewport: Viewport | undefined;
  readonly onViewport: (viewport: Viewport) => void;
  /** What both designs cover on the canvas. */
  readonly bounds: Rect;
  /** Tells the view that shows all of it, once the size of the canvas is known. */
  readonly onFit: (viewport: Viewport) => void;
}

/** One of the designs of a comparison, to look at. */
export function SideCanvas(props: SideCanvasProps) {
  return (
    <ReactFlowProvider>
      <SideFlow {...props} />
    </ReactFlowProvider>
  );
}

function SideFlow({
  label,
  side,
  analysis,
  marks,
  focus,
  together,
  viewport,
  onViewport,
  bounds,
  onFit,
}: SideCanvasProps) {
  const scheme = useComputedColorScheme('light');
  const flow = useReactFlow<FlowNode, FlowEdge>();
  const [own, setOwn] = useState<Viewport>({ x: 40, y: 60, zoom: 0.5 });
  const elements = useMemo(() => {
    const overlay: Overlay = { analysis, marks, editable: false };
    return {
      nodes: toFlowNodes(side.graph, overlay, []),
      edges: toFlowEdges(side.graph, overlay, []),
    };
  }, [side.graph, analysis, marks]);
  const shown = together ? (viewport ?? own) : own;
  const frame = useRef<HTMLElement>(null);
  const fit = useRef(onFit);
  fit.current = onFit;

  useEffect(() => {
    const { clientWidth, clientHeight } = frame.current ?? { clientWidth: 0, clientHeight: 0 };
    if (clientWidth === 0) return;
    const whole = getViewportForBounds(bounds, clientWidth, clientHeight, 0.05, 1, PADDING);
    setOwn(whole);
    fit.current(whole);
  }, [bounds]);

  useEffect(() => {
    const node = focus === undefined ? undefined : side.graph.nodes.get(focus);
    if (!node) return;
    const { x, y } = node.position;
    void flow.setCenter(x + NODE_SIZE.width / 2, y + NODE_SIZE.height / 2, { zoom: 0.9 });
  }, [focus, side.graph, flow]);

  const change = (next: Viewport) => {
    setOwn(next);
    if (together) onViewport(next);
  };

  return (
    <section
      ref={frame}
      className={classes.side}
      aria-label={label}
      data-distance={distanceOf(shown.zoom)}
    >
      <div className={classes.title}>
        <Anchor component={Link} href={`/designs/${side.design.id}`} size="sm" fw={600}>
          {side.title}
        </Anchor>
      </div>
      <ReactFlow<FlowNode, FlowEdge>
        nodes={elements.nodes}
        edges={elements.edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        viewport={shown}
        onViewportChange={change}
        nodesDraggable={false}
        nodesConnectable={false}
        edgesFocusable={false}
        colorMode={scheme}
        minZoom={0.05}
        maxZoom={2}
        onlyRenderVisibleElements
      >
        <Background variant={BackgroundVariant.Dots} gap={24} size={1.4} />
        <GroupFrames groups={side.graph.groups} nodes={elements.nodes} />
        <MiniMap
          pannable
          zoomable
          ariaLabel={`Overview of ${side.title}`}
          nodeColor={(node: FlowNode) =>
            node.data.mark ? `var(--lb-${node.data.mark})` : tintOf(node.data.layer)
          }
          nodeStrokeWidth={0}
          style={{ width: 120, height: 90 }}
        />
      </ReactFlow>
    </section>
  );
}
