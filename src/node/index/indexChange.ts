/** What changed among the indexed files, by path. A changed `loupe.json` or `loupe-notes.jsonl` is named too, although neither is an indexed file. */
export interface IndexChange {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}
