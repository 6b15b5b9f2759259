/** What was imported of another question set, for Table 1. */
export interface ForeignSetCount {
  /** As `sets/<name>.jsonl` is called. */
  readonly name: string;
  readonly questions: number;
  /** Questions whose circular variants count once; null where the set has no variants. */
  readonly groups: number | null;
}
