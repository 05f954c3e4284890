'use client';

import { useStore, ViewportPortal } from 'reactflow';
import { useDesignState, useEditor } from '../EditorContext';
import classes from './Cursors.module.css';

/** The pointers of everybody else, where they are on the canvas. */
export function Cursors() {
  const { store } = useEditor();
  const others = useDesignState(store, (state) => state.others);
  const zoom = useStore(({ transform }) => transform[2]);
  return (
    <ViewportPortal>
      {others.map(({ client, name, color, cursor }) =>
        cursor ? (
          <div
            key={client}
            className={classes.cursor}
            style={{ transform: `translate(${cursor.x}px, ${cursor.y}px) scale(${1 / zoom})` }}
          >
            <svg
              width="16"
              height="20"
              viewBox="0 0 16 20"
              role="img"
              aria-label={`Cursor of ${name}`}
            >
              <path
                d="M1 1 L15 11 L8.5 12 L5.5 18.5 Z"
                fill={color}
                stroke="white"
                strokeWidth="1.2"
              />
            </svg>
            <span className={classes.name} style={{ background: color }}>
              {name}
            </span>
          </div>
        ) : null,
      )}
    </ViewportPortal>
  );
}
