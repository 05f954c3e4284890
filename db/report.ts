/** Tells the operator of something that went wrong in the background and that the process can live with. */
export function report(what: string, cause: unknown): void {
  console.error(`[layerboard] ${what}`, cause);
}
