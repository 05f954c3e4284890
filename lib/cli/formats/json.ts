import type { Report } from '../report';

/** One JSON object. */
export function json({ document }: Report): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
