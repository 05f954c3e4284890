/**
 * How much a file may ask for. Generous against real networks (a ResNet-152 has 515 operators),
 * and small enough that a hostile file costs a second and some hundred megabytes at most.
 */
export const READ_LIMITS = {
  /** Fields of all messages in the file. */
  fields: 3_000_000,
  /** Messages in the file: operators, attributes, tensors, sizes of declared shapes. */
  messages: 1_000_000,
  /** Operators of the graph and of all functions, and operators after functions are written out. */
  operators: 60_000,
  /** Bytes of packed lists of numbers in attributes and sizes. */
  listBytes: 8_388_608,
  /** Values of a constant that are read; what is larger is a weight, of which only the size matters. */
  constantValues: 4_096,
  /** Steps of folding constants and of inferring layers whose cost is not constant. */
  work: 4_000_000,
} as const;
