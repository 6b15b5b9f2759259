import { open, realpath } from "node:fs/promises";
import { join } from "node:path";
import { isBelow } from "../../pages/isBelow.js";
import { openCoco } from "./openCoco.js";
import type { OpenedSource } from "./openedSource.js";
import type { SourceReader } from "./sourceReader.js";

/** AI4VA's own names, with or without the folder that they come in (facts: benchmark 1). */
const ai4vaFile = /(?:^|\/)(?:(?:train|val|test)-annotations|depth_TEST_segments)\.json$/i;
/** COCO's first key; its lists are lists, which a mapping's categories are not. */
const cocoStart = /^\uFEFF?\s*\{\s*"(?:(?:images|annotations|categories|licenses)"\s*:\s*\[|info"\s*:\s*\{)/;
const peekedBytes = 4096;

/** The beginning of a file of a source; empty when it cannot be read, which is told when it is read whole. */
async function beginningOf({ root }: OpenedSource, path: string): Promise<string> {
  const real = await realpath(join(root, path)).catch(() => null);
  if (real === null || !isBelow(real, [root])) return "";
  const handle = await open(real, "r").catch(() => null);
  if (handle === null) return "";
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(peekedBytes), 0, peekedBytes, 0);
    return buffer.toString("utf8", 0, bytesRead);
  } catch {
    return "";
  } finally {
    await handle.close();
  }
}

/** COCO instances in one file or many, AI4VA's among them: by their names, else by how they begin. */
export const cocoReader: SourceReader = {
  id: "coco",
  detect: async (source, isNamed) => {
    const files: string[] = [];
    for (const { path } of source.files) {
      if (!/\.json$/i.test(path)) continue;
      if (isNamed || ai4vaFile.test(path) || cocoStart.test(await beginningOf(source, path))) files.push(path);
    }
    if (files.length === 0) return null;
    return openCoco(source, files, files.some(path => ai4vaFile.test(path)) ? "ai4va" : null);
  },
};
