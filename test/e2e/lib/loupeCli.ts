import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import * as z from "zod";

const box = z.tuple([z.number(), z.number(), z.number(), z.number()]);
const shownSchema = z.looseObject({
  step: z.number().nullable(),
  zoomCalls: z.array(
    z.looseObject({ page: box.nullable(), executed: box.nullable(), refusedBy: z.string().nullable() }),
  ),
});

/** What `loupe show` says of a row, as far as the tests use it. */
export type ShownRow = z.infer<typeof shownSchema>;

/** The command line of the installed product. */
export class LoupeCli {
  readonly #file: string;

  /** `installedAt`: the folder of the installed extension. */
  constructor(installedAt: string) {
    this.#file = join(installedAt, "dist", "cli.js");
  }

  async run(...args: readonly string[]): Promise<string> {
    const { stdout } = await promisify(execFile)(process.execPath, [this.#file, ...args], { maxBuffer: 1 << 28 });
    return stdout;
  }

  async show(file: string, row: number): Promise<ShownRow> {
    return shownSchema.parse(JSON.parse(await this.run("show", file, String(row), "--json")));
  }
}
