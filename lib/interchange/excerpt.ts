/** Text from a file as it may stand in a sentence: its beginning, without control characters. */
export function excerpt(text: string, length = 100): string {
  const visible = [...text.slice(0, length + 1)]
    .map((character) => (character < ' ' || character === '\u007f' ? ' ' : character))
    .join('');
  return text.length > length ? `${visible.slice(0, length)}…` : visible;
}
