import { ebdthequePage } from "../../../core/benchmark/sources/ebdthequePage.js";
import type { SourceReader } from "../import/sourceReader.js";
import { readSourcePages } from "./readSourcePages.js";
import { xmlBeginning } from "./xmlBeginning.js";

/** Class `Page` stands before all others, behind the title; a picture that is itself an SVG has none of these. */
const pageClass = /<(?:\w+:)?svg\b[^>]*\bclass\s*=\s*["'](?:Page|Panel|Balloon)["']/;

/** eBDtheque's ground truth: a page a file. */
export const ebdthequeReader: SourceReader = {
  id: "ebdtheque",
  detect: async (source, isNamed) => {
    const files: string[] = [];
    for (const { path } of source.files)
      if (/\.svg$/i.test(path) && (isNamed || pageClass.test(await xmlBeginning(source, path)))) files.push(path);
    if (files.length === 0) return null;
    return {
      files,
      names: () => Promise.resolve(null),
      read: context =>
        readSourcePages(source, files, ({ root, ...file }) => ebdthequePage(root, file), "ebdtheque", context),
    };
  },
};
