import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Glyphs } from "../../core/simulate/glyphs.js";
import type { MiniatureGroup } from "../../core/simulate/miniature/miniature.js";
import { pageSvg } from "../../core/simulate/pageSvg.js";
import { replaceFile } from "./replaceFile.js";
import type { RunDisk } from "./runDisk.js";

/** The run's drawn pages, each written when it is first asked about. */
export class PageFiles {
  private readonly disk: RunDisk;
  private readonly run: string;
  private readonly glyphs: Glyphs;
  private readonly drawn = new Set<string>();

  constructor(disk: RunDisk, run: string, glyphs: Glyphs) {
    this.disk = disk;
    this.run = run;
    this.glyphs = glyphs;
  }

  /** Has the pages of these questions drawn. A page that is there is whole and the same. Rejects on write errors. */
  async have(groups: readonly MiniatureGroup[]): Promise<void> {
    for (const { asked } of groups) {
      const { image } = asked.question;
      if (this.drawn.has(image)) continue;
      const file = join(this.run, image);
      if (!existsSync(file)) await replaceFile(this.disk, file, pageSvg(asked.page, this.glyphs));
      this.drawn.add(image);
    }
  }
}
