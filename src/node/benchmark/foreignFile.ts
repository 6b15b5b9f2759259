import { join } from "node:path";
import { benchmarkPaths } from "./benchmarkPaths.js";
import { leftManifests } from "./build/leftManifests.js";
import { startOfFile } from "./startOfFile.js";
import { startsAsPage } from "./startsAsPage.js";

const ofExport = /"kind"\s*:\s*"export"/;
const ofProblem = /^\s*\{[^\n]*"annotation_id"\s*:/;

/** The manifest of an export: people work in its questions, and another program may read them by their hash. */
async function exportIn(folder: string): Promise<string | null> {
  const path = join(folder, "manifest.json");
  return ofExport.test(await startOfFile(path)) ? path : null;
}

/** Finds the file for whose sake nothing may be written into a folder: it is not what that work writes. Null: none is. */
export const foreignFile = {
  /** Before an import: an export, or pages and problems that do not begin as those of an import do. */
  async ofImport(folder: string): Promise<string | null> {
    const { pages, problems } = benchmarkPaths(folder);
    const exported = await exportIn(folder);
    if (exported !== null) return exported;
    const [page, problem] = [await startOfFile(pages), await startOfFile(problems)];
    if (page.trim() !== "" && !startsAsPage(page)) return pages;
    return problem.trim() !== "" && !ofProblem.test(problem) ? problems : null;
  },

  /** Before a build: an export, or questions that no build of ours wrote, since each leaves its manifest beside them, if unfinished. */
  async ofBuild(folder: string): Promise<string | null> {
    const paths = benchmarkPaths(folder);
    const { questions, manifest } = paths;
    const exported = await exportIn(folder);
    if (exported !== null) return exported;
    const isAlone = (await startOfFile(questions)).trim() !== "" && (await startOfFile(manifest)) === "";
    return isAlone && (await leftManifests(paths)).length === 0 ? questions : null;
  },
};
