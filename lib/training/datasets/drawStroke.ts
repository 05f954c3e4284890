import type { Stroke } from './strokes';

/**
 * Draws a stroke of pixel coordinates into a map of one value a pixel, with round ends and an edge
 * that fades over one pixel. What is there already stays where it is brighter.
 */
export function drawStroke(
  map: Float32Array,
  [height, width]: readonly [number, number],
  stroke: Stroke,
  thickness: number,
): void {
  const reach = thickness / 2 + 0.5;
  for (let index = 1; index < stroke.length; index++) {
    const [fromX, fromY] = stroke[index - 1] ?? [0, 0];
    const [toX, toY] = stroke[index] ?? [0, 0];
    const dx = toX - fromX;
    const dy = toY - fromY;
    const length = dx * dx + dy * dy;
    const top = Math.max(0, Math.ceil(Math.min(fromY, toY) - reach));
    const bottom = Math.min(height - 1, Math.floor(Math.max(fromY, toY) + reach));
    const left = Math.max(0, Math.ceil(Math.min(fromX, toX) - reach));
    const right = Math.min(width - 1, Math.floor(Math.max(fromX, toX) + reach));
    for (let y = top; y <= bottom; y++) {
      for (let x = left; x <= right; x++) {
        const along = length === 0 ? 0 : ((x - fromX) * dx + (y - fromY) * dy) / length;
        const nearest = Math.min(1, Math.max(0, along));
        const distance = Math.hypot(x - fromX - nearest * dx, y - fromY - nearest * dy);
        const value = Math.min(1, reach - distance);
        const place = y * width + x;
        if (value > (map[place] ?? 0)) map[place] = value;
      }
    }
  }
}
