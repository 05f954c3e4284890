import type { Template } from './template';
import type { Shelf } from './templates';

/**
 * The templates that a query means, on their shelves: those whose title, or whose shelf's, has every
 * word of it; where there are none, those that mention every word anywhere. Case, hyphens and the
 * sign × do not matter: `resnet50` finds ResNet-50, `1x1` what speaks of 1×1.
 */
export function searchTemplates(shelves: readonly Shelf[], query: string): readonly Shelf[] {
  const words = query.split(/\s+/).map(plain).filter(Boolean);
  if (words.length === 0) return shelves;
  const titled = matching(shelves, words, (template, shelf) => [template.title, shelf.title]);
  if (titled.length > 0) return titled;
  return matching(shelves, words, ({ title, summary, note = '', source }, shelf) => [
    title,
    summary,
    note,
    source,
    shelf.title,
  ]);
}

function matching(
  shelves: readonly Shelf[],
  words: readonly string[],
  textsOf: (template: Template, shelf: Shelf) => readonly string[],
): readonly Shelf[] {
  return shelves.flatMap((shelf) => {
    const templates = shelf.templates.filter((template) => {
      const texts = textsOf(template, shelf).map(plain);
      return words.every((word) => texts.some((text) => text.includes(word)));
    });
    return templates.length > 0 ? [{ ...shelf, templates }] : [];
  });
}

/** Letters and digits alone, in lower case. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('×', 'x')
    .replace(/[^\p{L}\p{N}]+/gu, '');
}
