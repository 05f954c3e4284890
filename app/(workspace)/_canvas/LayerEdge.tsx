'use client';

import { memo } from 'react';
import { BaseEdge, type EdgeProps, getBezierPath, getSmoothStepPath } from 'reactflow';
import { NODE_SIZE } from '@/lib/graph/layout';
import type { FlowEdge } from './flowTypes';

/** A wire. Its course follows from its ends, so that a shortcut never hides behind the layers it passes. */
export const LayerEdge = memo(function LayerEdge(props: EdgeProps<FlowEdge>) {
  const { id, markerEnd, interactionWidth } = props;
  return (
    <BaseEdge
      id={id}
      path={pathOf(props)}
      {...(markerEnd === undefined ? {} : { markerEnd })}
      {...(interactionWidth === undefined ? {} : { interactionWidth })}
    />
  );
});

type Ends = Pick<
  EdgeProps,
  'sourceX' | 'sourceY' | 'targetX' | 'targetY' | 'sourcePosition' | 'targetPosition'
>;

function pathOf(ends: Ends): string {
  const { sourceX, sourceY, targetX, targetY } = ends;
  const climbs = targetY <= sourceY;
  if (climbs) return getSmoothStepPath({ ...ends, borderRadius: 14, offset: 22 })[0];
  const passesLayers = targetY - sourceY > NODE_SIZE.height * 1.4;
  const straight = Math.abs(targetX - sourceX) < NODE_SIZE.width / 3;
  if (!passesLayers || !straight) return getBezierPath(ends)[0];
  return bow(sourceX, sourceY, targetX, targetY);
}

/** A shortcut past the layers in between, on their left; longer ones reach further out. */
function bow(fromX: number, fromY: number, toX: number, toY: number): string {
  const length = toY - fromY;
  const out = NODE_SIZE.width * 0.78 + Math.min(60, length / 40);
  const ease = Math.min(140, length * 0.22);
  return `M ${fromX},${fromY} C ${fromX - out},${fromY + ease} ${toX - out},${toY - ease} ${toX},${toY}`;
}
