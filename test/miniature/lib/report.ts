import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { paths } from "../../../scripts/paths.mjs";

/** Rows of a Markdown table, written to `.cache/miniature` as soon as each is there, so that a broken-off run leaves some. */
export class Report {
  private readonly file: string;
  private readonly rows: (readonly string[])[];

  constructor(name: string, head: readonly string[]) {
    const folder = join(paths.cache, "miniature");
    mkdirSync(folder, { recursive: true });
    this.file = join(folder, `${name}.md`);
    this.rows = [head, head.map(() => "---")];
    this.write();
  }

  add(...row: readonly string[]): void {
    this.rows.push(row);
    this.write();
  }

  private write(): void {
    writeFileSync(this.file, this.rows.map(row => `| ${row.join(" | ")} |\n`).join(""));
  }
}
