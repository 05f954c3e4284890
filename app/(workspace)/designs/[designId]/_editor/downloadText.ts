/** Milliseconds after which every browser has taken hold of a download. */
const TIME_TO_SAVE = 60_000;

/** Hands a text to the person as a file. The name may be any text: what file systems refuse is replaced. */
export function downloadText(name: string, mime: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: mime }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name.replace(/[\\/:*?"<>|]/g, '_');
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), TIME_TO_SAVE);
}
