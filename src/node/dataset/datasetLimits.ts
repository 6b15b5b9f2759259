/** Bounds for reading datasets, in bytes and counts; a dataset is untrusted and may be anything. */
export interface DatasetLimits {
  /** Of one JSONL line. */
  readonly maxLineBytes: number;
  /** Of a JSON file that has to be parsed whole. V8's strings end at about 512 MB. */
  readonly maxJsonBytes: number;
  readonly maxQuestions: number;
  /** Problems that are kept one by one. */
  readonly maxProblems: number;
  /** Of the columns of one Parquet row group that are decoded at once. */
  readonly maxRowGroupBytes: number;
}

export const defaultDatasetLimits: DatasetLimits = {
  maxLineBytes: 64 * 2 ** 20,
  maxJsonBytes: 256 * 2 ** 20,
  maxQuestions: 500_000,
  maxProblems: 1000,
  maxRowGroupBytes: 1024 * 2 ** 20,
};
