'use client';

import { ViewportPortal } from 'reactflow';
import type { Group, GroupId, NodeId } from '@/lib/graph/graph';
import { NODE_SIZE } from '@/lib/graph/layout';
import type { FlowNode } from './flowTypes';
import classes from './GroupFrames.module.css';

/** Room between the layers of a block and its frame, in canvas pixels; more above, for the name. */
const ROOM = 12;
const HEAD = 24;

/** A frame with a name around the layers of each block, under everything else. */
export function GroupFrames({
  groups,
  nodes,
  onSelect,
}: {
  readonly groups: ReadonlyMap<GroupId, Group>;
  readonly nodes: readonly FlowNode[];
  /** Told the layers of a block whose name is clicked. */
  readonly onSelect?: (members: readonly NodeId[]) => void;
}) {
  return (
    <ViewportPortal>
      {framesOf(nodes).map(({ group, members, left, top, right, bottom }) => {
        const name = groups.get(group)?.name ?? '';
        return (
          <div
            key={group}
            className={classes.frame}
            style={{
              transform: `translate(${left - ROOM}px, ${top - HEAD}px)`,
              width: right - left + 2 * ROOM,
              height: bottom - top + HEAD + ROOM,
            }}
          >
            {onSelect ? (
              <button
                type="button"
                className={classes.name}
                tabIndex={-1}
                aria-label={`Select the block ${name}`}
                onClick={() => onSelect(members)}
              >
                {name}
              </button>
            ) : (
              <span className={classes.name}>{name}</span>
            )}
          </div>
        );
      })}
    </ViewportPortal>
  );
}

interface Frame {
  readonly group: GroupId;
  readonly members: readonly NodeId[];
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The outline of each block, wherever its layers lie at this moment. */
function framesOf(nodes: readonly FlowNode[]): readonly Frame[] {
  const frames = new Map<GroupId, Frame>();
  for (const { id, position, data } of nodes) {
    const { group } = data.layer;
    if (group === null) continue;
    const before = frames.get(group);
    frames.set(group, {
      group,
      members: [...(before?.members ?? []), id],
      left: Math.min(before?.left ?? Infinity, position.x),
      top: Math.min(before?.top ?? Infinity, position.y),
      right: Math.max(before?.right ?? -Infinity, position.x + NODE_SIZE.width),
      bottom: Math.max(before?.bottom ?? -Infinity, position.y + NODE_SIZE.height),
    });
  }
  return [...frames.values()];
}
