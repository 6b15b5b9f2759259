import type { PageRecord, SplitName } from "../pageRecord.js";
import type { QuestionRecord } from "../questionRecord.js";

/** Something that stands in two splits, so that a test would ask about what was trained on. */
export interface Leak {
  /** `image`: pages of the same bytes. */
  readonly kind: "issue" | "page" | "image";
  /** Id of the issue or page, or the SHA-256 of the image. */
  readonly id: string;
  readonly splits: readonly SplitName[];
}

const order: readonly SplitName[] = ["train", "val", "test"];

type Sighting = readonly [id: string, split: SplitName];

function spread(kind: Leak["kind"], sightings: readonly Sighting[]): readonly Leak[] {
  const splits = new Map<string, Set<SplitName>>();
  for (const [id, split] of sightings) splits.set(id, (splits.get(id) ?? new Set()).add(split));
  return [...splits].flatMap(([id, found]) =>
    found.size > 1 ? [{ kind, id, splits: order.filter(split => found.has(split)) }] : [],
  );
}

/**
 * Leaks between the splits of questions. `cluster`: what the splits were made by; an issue may be in two splits only
 * where they were made by page.
 */
export function leaks(
  questions: readonly Pick<QuestionRecord, "page_id" | "split">[],
  pages: readonly PageRecord[],
  cluster: "issue" | "page",
): readonly Leak[] {
  const byId = new Map(pages.map(page => [page.id, page]));
  const of = (idOf: (page: PageRecord) => string | null) =>
    questions.flatMap(({ page_id, split }): readonly Sighting[] => {
      const page = byId.get(page_id);
      const id = page === undefined ? null : idOf(page);
      return id === null ? [] : [[id, split]];
    });
  return [
    ...(cluster === "issue"
      ? spread(
          "issue",
          of(page => page.issue_id),
        )
      : []),
    ...spread(
      "page",
      questions.map(({ page_id, split }) => [page_id, split]),
    ),
    ...spread(
      "image",
      of(page => page.image.sha256),
    ),
  ];
}
