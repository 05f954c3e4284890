/**
 * Names come from the files of strangers: characters that would steer a terminal or break a line are
 * shown as question marks.
 */
export function withoutControls(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, '?');
}
