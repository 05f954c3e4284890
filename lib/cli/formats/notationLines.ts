import type { Report } from '../report';
import { withoutControls } from '../withoutControls';

/** The notation of the lecture notes, one layer a line. */
export function notationLines({ notation = [] }: Report): string {
  return notation.map((line) => `${withoutControls(line)}\n`).join('');
}
