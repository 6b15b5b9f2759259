/** What changed among the indexed files, by path. A changed `loupe.json` is named too, although it is no indexed file. */
export interface IndexChange {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}
