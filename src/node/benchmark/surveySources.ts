import type { AnnotationRole } from "../../core/benchmark/annotationMapping.js";
import type { AnnotationNames } from "../../core/benchmark/import/annotationNames.js";
import { cocoPlan } from "../../core/benchmark/import/cocoPlan.js";
import type { CocoDraft } from "../../core/benchmark/import/cocoDraft.js";
import { mergeNames } from "../../core/benchmark/import/mergeNames.js";
import { suggestMapping, type MappingSuggestion } from "../../core/benchmark/import/suggestMapping.js";
import {
  categoryExamples,
  depthExample,
  type AnnotationExample,
  type DepthExample,
} from "../../core/benchmark/survey/annotationExamples.js";
import type { Size } from "../../core/page/size.js";
import { detectSource, type KnownSource } from "./import/detectSource.js";
import { makeImageShelf } from "./import/makeImageShelf.js";
import { parseCocoFiles } from "./import/parseCocoFiles.js";
import { recordFiles } from "./recordFiles.js";

/** The picture that an example is a part of; its box is in the picture's pixels. */
export interface ShownExample {
  /** Absolute. */
  readonly path: string;
  readonly size: Size;
  readonly box: AnnotationExample["box"];
}

export interface ShownDepths {
  readonly attribute: string;
  readonly path: string;
  readonly size: Size;
  readonly smaller: DepthExample["smaller"];
  readonly larger: DepthExample["larger"];
}

/** The names in annotated sets, with what helps a person to say what they mean. */
export type Survey =
  | {
      readonly kind: "surveyed";
      readonly names: AnnotationNames;
      readonly suggestion: MappingSuggestion;
      readonly examples: Readonly<Record<string, ShownExample>>;
      readonly depths: ShownDepths | null;
    }
  /** The sets say by their form what is what. */
  | { readonly kind: "no-mapping-needed" }
  | { readonly kind: "bad-source"; readonly path: string; readonly reason: string }
  | { readonly kind: "aborted" };

interface Drafted {
  readonly source: KnownSource;
  readonly drafts: readonly CocoDraft[];
}

async function draftsOf(source: KnownSource, signal: AbortSignal | undefined): Promise<Drafted> {
  const files = source.detected.flatMap(({ files: own }) => own).filter(path => /\.json$/i.test(path));
  const parsed = await parseCocoFiles(source.opened, files, signal);
  return { source, drafts: cocoPlan(parsed.files).drafts };
}

type Shelf = ReturnType<typeof makeImageShelf>;
type Place = Pick<AnnotationExample, "image" | "split">;

/** Null where the picture is not there, or lies turned so that boxes would be elsewhere. */
async function pictureOf(
  shelf: Shelf,
  { image, split }: Place,
  out: string,
): Promise<Pick<ShownExample, "path" | "size"> | null> {
  const found = await shelf.find(image, split === null ? [] : [split]);
  if (found.kind !== "image") return null;
  return { path: recordFiles(out)(found.path), size: found.size };
}

async function examplesOf({ source, drafts }: Drafted, out: string): Promise<Readonly<Record<string, ShownExample>>> {
  const shelf = makeImageShelf({ folders: source.imageFolders, out, hashes: false });
  const shown: [string, ShownExample][] = [];
  for (const [category, example] of categoryExamples(drafts)) {
    const picture = await pictureOf(shelf, example, out);
    if (picture !== null) shown.push([category, { ...picture, box: example.box }]);
  }
  return Object.fromEntries(shown);
}

async function depthsOf(
  { source, drafts }: Drafted,
  { mapping }: MappingSuggestion,
  out: string,
): Promise<ShownDepths | null> {
  const attribute = Object.entries(mapping.attributes).find(([, meaning]) => meaning === "depth_inter")?.[0];
  if (attribute === undefined) return null;
  const named = (wanted: AnnotationRole) =>
    new Set(Object.entries(mapping.categories).flatMap(([name, role]) => (role === wanted ? [name] : [])));
  const example = depthExample(drafts, attribute, { characters: named("character"), panels: named("panel") });
  if (example === null) return null;
  const shelf = makeImageShelf({ folders: source.imageFolders, out, hashes: false });
  const picture = await pictureOf(shelf, example, out);
  return picture && { ...picture, attribute, smaller: example.smaller, larger: example.larger };
}

async function namesOf(known: readonly KnownSource[], signal: AbortSignal | undefined): Promise<AnnotationNames> {
  const all: AnnotationNames[] = [];
  for (const { detected } of known)
    for (const one of detected) {
      const names = await one.names(signal);
      if (names !== null) all.push(names);
    }
  return mergeNames(all);
}

async function survey(sources: readonly string[], out: string, signal: AbortSignal | undefined): Promise<Survey> {
  const known: KnownSource[] = [];
  for (const path of sources) {
    const detection = await detectSource(path, { as: null, out, signal });
    if (detection.kind === "bad") return { kind: "bad-source", path: detection.path, reason: detection.reason };
    known.push(detection.source);
  }
  const names = await namesOf(known, signal);
  if (names.categories.length === 0) return { kind: "no-mapping-needed" };
  const suggestion = suggestMapping(names);
  const examples: Record<string, ShownExample> = {};
  let depths: ShownDepths | null = null;
  for (const source of known) {
    const drafted = await draftsOf(source, signal);
    Object.assign(examples, { ...(await examplesOf(drafted, out)), ...examples });
    depths ??= await depthsOf(drafted, suggestion, out);
  }
  return { kind: "surveyed", names, suggestion, examples, depths };
}

/**
 * Looks through annotated sets for the names in them, without importing anything. `out`: real path of the benchmark's
 * folder, which is no source.
 */
export async function surveySources(sources: readonly string[], out: string, signal?: AbortSignal): Promise<Survey> {
  try {
    return await survey(sources, out, signal);
  } catch (error) {
    if (signal?.aborted === true) return { kind: "aborted" };
    throw error;
  }
}
