import { useCallback, useEffect } from 'react';
import { getViewportForBounds, useReactFlow, useStoreApi, type Viewport } from 'reactflow';
import { usePresence } from './PresenceContext';

/** How much the canvas can be zoomed. */
export const ZOOM = { least: 0.05, most: 2 } as const;

/**
 * Tells the others which part of the canvas is on the screen, and shows the part that a followed
 * person sees, as large as it fits, until this person moves the canvas. Who follows tells nothing:
 * two who follow each other would drive each other ever further away.
 */
export function useSharedView(): {
  readonly tellView: (viewport: Viewport) => void;
  readonly letGo: () => void;
} {
  const flow = useReactFlow();
  const canvas = useStoreApi();
  const { tell, followed, follow } = usePresence();
  const view = followed?.view;
  const following = followed !== undefined;

  useEffect(() => {
    if (!view) return;
    const { width, height } = canvas.getState();
    void flow.setViewport(getViewportForBounds(view, width, height, ZOOM.least, ZOOM.most, 0));
  }, [view, flow, canvas]);

  const tellView = useCallback(
    ({ x, y, zoom }: Viewport) => {
      const { width, height } = canvas.getState();
      if (following || width === 0 || height === 0) return;
      tell({ view: { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom } });
    },
    [tell, canvas, following],
  );

  return { tellView, letGo: useCallback(() => follow(undefined), [follow]) };
}
