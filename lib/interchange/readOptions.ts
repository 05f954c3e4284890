/** What a reader may be told beside the file. */
export interface ReadOptions {
  /** Sizes of one sample, channels first, for inputs whose size the file leaves open: `[3, 224, 224]`. */
  readonly inputShape?: readonly number[] | undefined;
}
