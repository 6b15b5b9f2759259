import { comicsPapSet } from "../../../core/benchmark/sources/comicsPapSet.js";
import type { QuestionSet } from "../../../core/benchmark/sources/foreignDraft.js";
import { mangaUbSet } from "../../../core/benchmark/sources/mangaUbSet.js";
import { mangaVqaSet } from "../../../core/benchmark/sources/mangaVqaSet.js";
import { mappedSet } from "../../../core/benchmark/sources/mappedSet.js";
import { mmmuSet } from "../../../core/benchmark/sources/mmmuSet.js";
import { questionMappingSchema } from "../../../core/benchmark/sources/questionMapping.js";
import type { OpenedSource } from "../import/openedSource.js";
import type { DetectedSource, SourceReader } from "../import/sourceReader.js";
import { readQuestionSet } from "./readQuestionSet.js";
import { tableColumns } from "./tableColumns.js";
import { tableKind } from "./tableRow.js";

async function isOfSet(source: OpenedSource, path: string, { signs }: QuestionSet): Promise<boolean> {
  const columns = await tableColumns(source, path);
  return signs.some(sign => sign.columns.every(name => columns.has(name)) && (sign.path?.test(path) ?? true));
}

/** A reader of a set whose columns tell it from others. */
const knownSetReader = (set: QuestionSet): SourceReader => ({
  id: set.id,
  detect: async (source, isNamed): Promise<DetectedSource | null> => {
    const files: string[] = [];
    for (const { path } of source.files)
      if (tableKind(path) !== null && (isNamed || (await isOfSet(source, path, set)))) files.push(path);
    if (files.length === 0) return null;
    return {
      files,
      names: () => Promise.resolve(null),
      read: context => readQuestionSet(source, files, set, null, context),
    };
  },
});

const noMapping = 'a mapping of questions is needed: {"questions": {"set": …, "answer": …}}';

function mappingProblem(value: unknown): string | null {
  if (value === null || value === undefined) return noMapping;
  const read = questionMappingSchema.safeParse(value);
  if (read.success) return null;
  const [issue] = read.error.issues;
  return issue === undefined ? noMapping : `${issue.path.join(".")}: ${issue.message}`;
}

/** A reader of sets whose form is told by a mapping: never taken unless it is named. */
const mappedSetReader = (id: string): SourceReader => ({
  id,
  detect: (source, isNamed) => {
    const files = isNamed ? source.files.map(({ path }) => path).filter(path => tableKind(path) !== null) : [];
    if (files.length === 0) return Promise.resolve(null);
    return Promise.resolve({
      files,
      names: () => Promise.resolve(null),
      mappingProblem,
      needsMapping: true,
      read: context => {
        // Nobody reads whose mapping has a problem.
        const mapping = questionMappingSchema.parse(context.mapping);
        return readQuestionSet(source, files, mappedSet(mapping, id), mapping.rows ?? null, context);
      },
    });
  },
});

/** Question sets with a form of their own, then those that a mapping describes: StripCipher, and any other. */
export const questionSetReaders: readonly SourceReader[] = [
  ...[mangaVqaSet, comicsPapSet, mangaUbSet, mmmuSet].map(knownSetReader),
  ...["stripcipher", "questions"].map(mappedSetReader),
];
