import { readFile } from "node:fs/promises";
import * as z from "zod";
import { strategySchema, type Strategy } from "../../core/reward/strategy.js";
import { miniatureOptionsSchema, type MiniatureOptions } from "../../core/simulate/miniature/miniatureOptions.js";
import type { MiniaturePaths } from "./miniaturePaths.js";
import { miniatureMark } from "./miniatureReadme.js";
import { replaceFile } from "./replaceFile.js";
import type { RunDisk } from "./runDisk.js";
import { withoutKey } from "./withoutKey.js";

/** A strategy as files of a run hold it. Its id may be a spec, which no strategy of a configuration has. */
export const keptStrategySchema = strategySchema.extend({ id: z.string().min(1).max(2000) });

const requestSchema = z.object({
  miniature: z.literal(1),
  strategy: keptStrategySchema,
  options: miniatureOptionsSchema,
});

/** What a run was asked for: its `miniature.json`. */
export interface MiniatureRequest {
  readonly strategy: Strategy;
  readonly options: MiniatureOptions;
}

/** What a run in a folder was asked for; null where there is none that can be read. */
export async function readMiniatureRequest({
  request,
}: Pick<MiniaturePaths, "request">): Promise<MiniatureRequest | null> {
  try {
    const parsed = requestSchema.safeParse(JSON.parse(await readFile(request, "utf8")));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

export async function writeMiniatureRequest(
  disk: RunDisk,
  { request }: Pick<MiniaturePaths, "request">,
  { strategy, options }: MiniatureRequest,
): Promise<void> {
  const written = { simulated: miniatureMark, miniature: 1, strategy: withoutKey(strategy, "own"), options };
  await replaceFile(disk, request, `${JSON.stringify(written, null, 2)}\n`);
}
