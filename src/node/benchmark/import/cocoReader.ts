import { beginningOf } from "./beginningOf.js";
import { openCoco } from "./openCoco.js";
import type { SourceReader } from "./sourceReader.js";

/** AI4VA's own names, with or without the folder that they come in (facts: benchmark 1). */
const ai4vaFile = /(?:^|\/)(?:(?:train|val|test)-annotations|depth_TEST_segments)\.json$/i;
/** COCO's first key; its lists are lists, which a mapping's categories are not. */
const cocoStart = /^\uFEFF?\s*\{\s*"(?:(?:images|annotations|categories|licenses)"\s*:\s*\[|info"\s*:\s*\{)/;

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
