'use client';

import { ActionIcon, Tooltip } from '@mantine/core';
import { IconBinaryTree, IconFocusCentered, IconMinus, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Panel, type Rect, useReactFlow } from 'reactflow';
import type { Move } from '@/lib/document/operation';
import { NODE_SIZE } from '@/lib/graph/layout';
import { useEditor } from '../EditorContext';
import { arrange } from './arrange';
import classes from './CanvasControls.module.css';

const SMOOTH = { duration: 250 };

/** Zoom, fit and automatic layout. */
export function CanvasControls({ editable }: { readonly editable: boolean }) {
  const { graph, store } = useEditor();
  const flow = useReactFlow();
  const [arranging, setArranging] = useState(false);

  const arrangeAll = async () => {
    setArranging(true);
    try {
      const moves = await arrange(graph);
      store.perform([{ type: 'moveNodes', moves }]);
      // Told where to look: the canvas itself learns of the new places only later.
      void flow.fitBounds(boundsOf(moves), { padding: 0.15, ...SMOOTH });
    } catch {
      store.complain('The automatic layout failed; the layers stay where they are.');
    } finally {
      setArranging(false);
    }
  };

  const buttons = [
    { label: 'Zoom in', Icon: IconPlus, run: () => void flow.zoomIn(SMOOTH) },
    { label: 'Zoom out', Icon: IconMinus, run: () => void flow.zoomOut(SMOOTH) },
    {
      label: 'Fit everything',
      Icon: IconFocusCentered,
      run: () => void flow.fitView({ padding: 0.15, ...SMOOTH }),
    },
  ];
  return (
    <Panel position="bottom-left">
      <div className={classes.controls} role="toolbar" aria-label="View">
        {buttons.map(({ label, Icon, run }) => (
          <Tooltip key={label} label={label} position="right">
            <ActionIcon variant="default" size="lg" aria-label={label} onClick={run}>
              <Icon size={17} />
            </ActionIcon>
          </Tooltip>
        ))}
        {editable && (
          <Tooltip label="Arrange the layers" position="right">
            <ActionIcon
              variant="default"
              size="lg"
              aria-label="Arrange the layers"
              loading={arranging}
              disabled={graph.nodes.size === 0}
              onClick={() => void arrangeAll()}
            >
              <IconBinaryTree size={17} />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
    </Panel>
  );
}

/** What all layers cover once they are moved. */
function boundsOf(moves: readonly Move[]): Rect {
  const xs = moves.map(({ position }) => position.x);
  const ys = moves.map(({ position }) => position.y);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return {
    x,
    y,
    width: Math.max(...xs) - x + NODE_SIZE.width,
    height: Math.max(...ys) - y + NODE_SIZE.height,
  };
}
