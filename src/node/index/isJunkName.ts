const junk = [
  /^\./, // Hidden: .nfs0001, ._1.jsonl of macOS, .ipynb_checkpoints.
  /~$/,
  / \(copy(?: \d+)?\)\.\w+$/i,
  / \(\d+\)\.\w+$/,
  / - copy(?: \(\d+\))?\.\w+$/i,
  /^copy of /i,
  /^Thumbs\.db$/i,
];

/** Names of files that editors, file managers and file systems leave beside dumps (formats.md 6.15). */
export const isJunkName = (name: string): boolean => junk.some(pattern => pattern.test(name));
