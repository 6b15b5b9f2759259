import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { paths } from "../../../scripts/paths.mjs";

/**
 * Rows of a Markdown table, written to `.cache/miniature` as soon as each is there, so that a broken-off run leaves some.
 * An earlier run's table stays until there is a first row, so that a run of none leaves it alone.
 */
export class Report {
  private readonly file: string;
  private readonly rows: (readonly string[])[];

  constructor(name: string, head: readonly string[]) {
    this.file = join(paths.cache, "miniature", `${name}.md`);
    this.rows = [head, head.map(() => "---")];
  }

  add(...row: readonly string[]): void {
    this.rows.push(row);
    this.write();
  }

  private write(): void {
    mkdirSync(dirname(this.file), { recursive: true });
    writeFileSync(this.file, this.rows.map(row => `| ${row.join(" | ")} |\n`).join(""));
  }
}
