import type { PageRecord } from "../pageRecord.js";
import type { QuestionRecord, TargetRecord } from "../questionRecord.js";
import type { WholeBox } from "../wholeBox.js";
import { clampedBox } from "./clampedBox.js";

type Asked = Pick<QuestionRecord, "task" | "targets" | "shown" | "width" | "height">;
type Annotated = Pick<PageRecord, "panels" | "characters">;

/** Pixels that two boxes share. */
function shared(a: WholeBox, b: WholeBox): number {
  const across = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
  const down = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
  return across > 0 && down > 0 ? across * down : 0;
}

/** The panel that a character stands in: as annotated, else the one that holds at least half of its box. */
function panelOf(
  { box, source_annotation_ids: ids }: TargetRecord,
  { panels, characters }: Annotated,
): WholeBox | null {
  const character = characters.find(({ id }) => ids.includes(id));
  const known = panels.find(({ id }) => id === character?.panel_id);
  if (known !== undefined) return known.box;
  const half = shared(box, box) / 2;
  const holding = panels.filter(panel => shared(panel.box, box) >= half);
  return holding.toSorted((a, b) => shared(b.box, box) - shared(a.box, box))[0]?.box ?? null;
}

/**
 * The panels that a question is about, in the order of its targets, each once; null where it cannot be put with panels
 * alone: the reordering kinds need their page, and the number of panels would be the answer to Character Counting.
 */
export function panelsAsked(question: Asked, page: Annotated | null): readonly WholeBox[] | null {
  const { task, targets, shown } = question;
  if (targets === null || targets.length === 0 || shown !== null || task === "character_counting") return null;
  const boxes = targets.map(target => {
    const panel = target.role === "panel" || page === null ? target.box : (panelOf(target, page) ?? target.box);
    return clampedBox(panel, question);
  });
  const known = new Map(boxes.map(box => [box?.join() ?? "", box]));
  const found = [...known.values()].filter(box => box !== null);
  return found.length === known.size ? found : null;
}
