import type { AnnotationMapping } from "../../core/benchmark/annotationMapping.js";
import type { MappingReason } from "../../core/benchmark/import/suggestMapping.js";
import type { Survey } from "../../node/benchmark/surveySources.js";
import type { ShownAttribute, ShownCategory, ShownMapping } from "../../protocol/benchmark/benchmarkViewApi.js";
import { mappingReasonStrings } from "../../protocol/benchmark/mappingReasonStrings.js";
import { filledSentence } from "../../protocol/jobs/filledSentence.js";
import type { ToUri } from "./benchmarkSubject.js";

type Surveyed = Extract<Survey, { kind: "surveyed" }>;
type Named = Exclude<MappingReason, { kind: "depth" }>;

/** A sentence of a table in the person's language. */
type Translated = (english: string) => string;

const mostValues = 6;

function reasonWords(reason: Named | undefined, translated: Translated): string {
  return reason === undefined ? "" : filledSentence(translated(mappingReasonStrings[reason.why]), [reason.word ?? ""]);
}

const byCount = <Thing extends { readonly count: number | null; readonly name: string }>(a: Thing, b: Thing) =>
  (b.count ?? 0) - (a.count ?? 0) || (a.name < b.name ? -1 : 1);

/** Names of the annotations, and those that only the mapping has. */
function allNames(known: readonly { readonly name: string }[], mapped: Readonly<Record<string, unknown>>) {
  return [...new Set([...known.map(({ name }) => name), ...Object.keys(mapped)])];
}

function categories(
  mapping: AnnotationMapping,
  survey: Surveyed | null,
  toUri: ToUri,
  translated: Translated,
): readonly ShownCategory[] {
  const known = survey?.names.categories ?? [];
  return allNames(known, mapping.categories)
    .map((name): ShownCategory => {
      const reason = survey?.suggestion.reasons.find(one => one.kind === "category" && one.name === name);
      const example = survey?.examples[name];
      const count = known.find(one => one.name === name)?.count ?? (survey === null ? null : 0);
      return {
        ...{ name, count, role: mapping.categories[name] ?? null },
        suggested: survey?.suggestion.mapping.categories[name] ?? null,
        reason: reasonWords(reason?.kind === "category" ? reason : undefined, translated),
        picture: example === undefined ? null : { uri: toUri(example.path), ...example.size, box: example.box },
      };
    })
    .sort(byCount);
}

function attributes(
  mapping: AnnotationMapping,
  survey: Surveyed | null,
  translated: Translated,
): readonly ShownAttribute[] {
  const known = survey?.names.attributes ?? [];
  return allNames(known, mapping.attributes)
    .map((name): ShownAttribute => {
      const found = known.find(one => one.name === name);
      const reason = survey?.suggestion.reasons.find(one => one.kind === "attribute" && one.name === name);
      return {
        ...{ name, count: found?.count ?? (survey === null ? null : 0) },
        ...{ values: (found?.examples ?? []).slice(0, mostValues), meaning: mapping.attributes[name] ?? null },
        suggested: survey?.suggestion.mapping.attributes[name] ?? null,
        reason: reasonWords(reason?.kind === "attribute" ? reason : undefined, translated),
      };
    })
    .sort(byCount);
}

/** The rows of a mapping's view: what the file says beside what the annotations have and what is suggested. */
export function mappingParts(
  mapping: AnnotationMapping,
  survey: Surveyed | null,
  toUri: ToUri,
  translated: Translated,
): Pick<ShownMapping, "categories" | "attributes" | "depths"> {
  const depths = survey?.depths ?? null;
  return {
    categories: categories(mapping, survey, toUri, translated),
    attributes: attributes(mapping, survey, translated),
    depths:
      depths === null
        ? null
        : {
            ...{ attribute: depths.attribute, uri: toUri(depths.path), ...depths.size },
            ...{ smaller: depths.smaller, larger: depths.larger },
          },
  };
}
