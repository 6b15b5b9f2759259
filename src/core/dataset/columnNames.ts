/**
 * Names of columns that the run's loupe.json gives (`columns`). They are looked at before the names that are known by
 * themselves, in rows and in datasets alike. A dot reaches into an object: `extra_info.page`.
 */
export interface ColumnNames {
  readonly questionId?: string | undefined;
  readonly image?: string | undefined;
  readonly targets?: string | undefined;
  readonly prompt?: string | undefined;
  readonly answer?: string | undefined;
  readonly taskKind?: string | undefined;
  /** What the model wrote: with it rows of no known format are read as rollouts. */
  readonly response?: string | undefined;
  readonly score?: string | undefined;
  readonly step?: string | undefined;
  readonly group?: string | undefined;
  /** Parts of the reward, where their columns have names of their own. */
  readonly formatReward?: string | undefined;
  readonly accuracyReward?: string | undefined;
  readonly countReward?: string | undefined;
  readonly iouReward?: string | undefined;
}
