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
}
