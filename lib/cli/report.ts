/** A table for people: every cell as it is to be read. */
export interface TextTable {
  readonly columns: readonly { readonly title: string; readonly numeric: boolean }[];
  readonly rows: readonly (readonly string[])[];
}

/** A row for programs that read CSV: plain numbers, no units, null where something is not known. */
export type CsvRecord = Readonly<Record<string, string | number | null>>;

/** The result of a command, before it is written in one of the formats. */
export interface Report {
  /** What `json` prints. */
  readonly document: unknown;
  readonly title: string;
  /** Labels and values of the whole. */
  readonly facts: readonly (readonly [label: string, value: string])[];
  readonly table: TextTable;
  /** The same rows for `csv`; all have the same keys. */
  readonly records: readonly CsvRecord[];
  /** Full sentences to be read after the table. */
  readonly remarks: readonly string[];
  /** What `notation` prints, line by line, where a command has it. */
  readonly notation?: readonly string[];
}
