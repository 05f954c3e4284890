/** Tells the operator of something that went wrong in the background and that the process can live with, or that it is over. */
export function report(what: string, ...cause: readonly [cause?: unknown]): void {
  console.error(`[layerboard] ${what}`, ...cause);
}
