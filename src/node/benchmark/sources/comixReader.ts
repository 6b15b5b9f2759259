import { comixPages } from "../../../core/benchmark/sources/comixPages.js";
import type { SourceReader } from "../import/sourceReader.js";
import { isComixBeginning } from "./isComixBeginning.js";
import { readSourcePages } from "./readSourcePages.js";
import { xmlBeginning } from "./xmlBeginning.js";

/** Folders of CoMix's unified sets whose books are read from right to left. */
const manga = /(?:^|[\\/])(?:popmanga|manga109|m109|pmg|pop)(?:[\\/]|$)/i;

/** Books in CoMix's XML. Its COCO export, without identities, is comixCocoReader's. */
export const comixReader: SourceReader = {
  id: "comix",
  detect: async (source, isNamed) => {
    const files: string[] = [];
    for (const { path } of source.files)
      if (/\.xml$/i.test(path) && (isNamed || isComixBeginning(await xmlBeginning(source, path)))) files.push(path);
    if (files.length === 0) return null;
    return {
      files,
      names: () => Promise.resolve(null),
      read: context =>
        readSourcePages(
          source,
          files,
          ({ root, file, stem, dataset, meanings }) => {
            const direction = manga.test(`${source.name}/${file}`) ? "rtl" : null;
            return comixPages(root, { file, stem, dataset, meanings, direction });
          },
          "comix",
          context,
        ),
    };
  },
};
