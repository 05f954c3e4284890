/** How far away the canvas is seen from: what is too small to read is not drawn. */
export type Distance = 'near' | 'far' | 'map';

export function distanceOf(zoom: number): Distance {
  if (zoom < 0.2) return 'map';
  return zoom < 0.5 ? 'far' : 'near';
}
