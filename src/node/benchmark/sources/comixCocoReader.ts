import type { AnnotationMapping } from "../../../core/benchmark/annotationMapping.js";
import type { AnnotationNames } from "../../../core/benchmark/import/annotationNames.js";
import { readMapping } from "../../../core/benchmark/import/readMapping.js";
import { beginningOf, endOf } from "../import/beginningOf.js";
import { openCoco } from "../import/openCoco.js";
import type { OpenedSource } from "../import/openedSource.js";
import type { DetectedSource, SourceReader } from "../import/sourceReader.js";

/** The one category that no other set has; CoMix writes its categories behind its annotations, others before them. */
const mark = '"link_sbsc"';

/**
 * What CoMix's categories are (emanuelevivoli/CoMix, comix/utils/constants.py). A text is a balloon only where no balloons
 * are annotated; a face belongs to a character that has a box of its own.
 */
function comixMapping({ categories }: AnnotationNames, given: AnnotationMapping | null): AnnotationMapping {
  const hasBalloons = categories.some(({ name, count }) => name === "balloon" && count > 0);
  const own = {
    panel: "panel",
    character: "character",
    balloon: "bubble",
    text: hasBalloons ? "other" : "bubble",
    face: "other",
    onomatopoeia: "other",
    link_sbsc: "other",
  } as const;
  return {
    categories: { ...own, ...given?.categories },
    attributes: given?.attributes ?? {},
    depth: given?.depth ?? { larger: "farther" },
  };
}

function known(source: OpenedSource, files: readonly string[]): DetectedSource {
  const coco = openCoco(source, files, "comix");
  return {
    files,
    // Its categories are its form's, so that nobody has to be asked what they mean.
    names: () => Promise.resolve(null),
    read: async context => {
      const names = await coco.names(context.signal);
      const read = context.mapping === null ? null : readMapping(context.mapping);
      const given = read?.kind === "read" ? read.mapping : null;
      return coco.read({ ...context, mapping: comixMapping(names ?? { categories: [], attributes: [] }, given) });
    },
  };
}

/** CoMix's COCO export: boxes without identities and without who says what, which only its XML has. */
export const comixCocoReader: SourceReader = {
  id: "comix-coco",
  detect: async (source, isNamed) => {
    const files: string[] = [];
    for (const { path } of source.files) {
      if (!/\.json$/i.test(path)) continue;
      if (isNamed || (await beginningOf(source, path)).includes(mark) || (await endOf(source, path)).includes(mark))
        files.push(path);
    }
    return files.length === 0 ? null : known(source, files);
  },
};
