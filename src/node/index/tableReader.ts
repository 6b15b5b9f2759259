/** A row group of a table: where it stands in its file, how many bytes it takes when it is decoded, and its rows. */
export interface TableGroup {
  readonly offset: number;
  readonly length: number;
  readonly rows: number;
}

/** What the end of a Parquet file says of it. */
export type OpenedTable =
  | {
      readonly kind: "table";
      /** Names of the columns with an empty value of their type: enough to know a format by. */
      readonly skeleton: Readonly<Record<string, unknown>>;
      /** In the order in which they stand in the file. */
      readonly groups: readonly TableGroup[];
    }
  /** It ends without a footer: it is being written, or was cut. */
  | { readonly kind: "torn" }
  | { readonly kind: "damaged"; readonly message: string };

/** Reads Parquet files without waiting, a row group at a time, so that a thread can read units of every kind alike. */
export interface TableReader {
  /** Throws what `read` throws. */
  open(fd: number, size: number): OpenedTable;
  /**
   * The rows of the group at `offset` as one JSON list in UTF-8, with Python's NaN and Infinity. Throws what `read` throws, and
   * an Error where the group cannot be decoded.
   */
  unit(fd: number, size: number, offset: number): Buffer;
}
