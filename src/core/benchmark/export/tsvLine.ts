/**
 * A line of a table with tabs, every cell quoted. Line ends inside a cell become those of Unix; a NUL, at which readers
 * stop, becomes a space.
 */
export function tsvLine(cells: readonly (string | number)[]): string {
  const quoted = cells.map(cell => {
    if (typeof cell === "number") return String(cell);
    const text = cell.replaceAll(/\r\n?/g, "\n").replaceAll("\0", " ");
    return `"${text.replaceAll('"', '""')}"`;
  });
  return `${quoted.join("\t")}\n`;
}
