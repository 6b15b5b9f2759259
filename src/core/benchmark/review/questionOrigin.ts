import { iou } from "../../page/iou.js";
import type { BubbleRecord, CharacterRecord, OrderSource, PageRecord, TextSource } from "../pageRecord.js";
import type { MarkRecord, QuestionRecord } from "../questionRecord.js";

/** What the annotations say that a question and its answer were made from. */
export type QuestionOrigin =
  | {
      readonly kind: "depth";
      readonly depths: readonly { readonly label: string; readonly depth: number | null }[];
      readonly larger: PageRecord["depth_larger"];
    }
  | { readonly kind: "action"; readonly action: string | null }
  | {
      readonly kind: "identity";
      readonly identities: readonly { readonly label: string; readonly identity: string | null }[];
    }
  /** Panels by their number in reading order, from 1. */
  | { readonly kind: "count"; readonly identity: string | null; readonly panels: readonly number[] }
  | {
      readonly kind: "balloons";
      readonly texts: readonly TextSource[];
      readonly order: OrderSource | "annotation" | null;
      readonly confidence: number | null;
    }
  | { readonly kind: "order"; readonly source: OrderSource | null; readonly confidence: number | null }
  | { readonly kind: "written"; readonly model: string | null };

/** A mark is drawn around its annotation, cut off at the page's edge at most. */
const sameThing = 0.8;

function annotated<T extends { readonly box: MarkRecord["box"] }>(mark: MarkRecord, things: readonly T[]): T | null {
  let best: T | null = null;
  for (const thing of things)
    if (iou(thing.box, mark.box) > (best === null ? sameThing : iou(best.box, mark.box))) best = thing;
  return best;
}

const charactersOf = ({ marks }: QuestionRecord, page: PageRecord): readonly (CharacterRecord | null)[] =>
  marks.map(mark => annotated(mark, page.characters));

function orderOf({ panels }: PageRecord): { readonly source: OrderSource | null; readonly confidence: number | null } {
  const known = panels.flatMap(({ order_confidence: confidence }) => confidence ?? []);
  return {
    source: panels.find(({ order_source: source }) => source !== null)?.order_source ?? null,
    confidence: known.length === 0 ? null : Math.min(...known),
  };
}

function balloonsOf(question: QuestionRecord, page: PageRecord): QuestionOrigin {
  const balloons = question.marks
    .map(mark => annotated(mark, page.bubbles))
    .filter((one): one is BubbleRecord => one !== null);
  const texts = [...new Set(balloons.flatMap(({ text_source: source }) => source ?? []))];
  const isAnnotated = balloons.length > 0 && balloons.every(({ order }) => order !== null);
  const { source, confidence } = orderOf(page);
  return { kind: "balloons", texts, order: isAnnotated ? "annotation" : source, confidence };
}

/** Numbers of the panels, from 1 in reading order, in which a character of that identity was annotated. */
function panelsOf(identity: string | null, { characters, panels }: PageRecord): readonly number[] {
  const inside = new Set(
    characters.flatMap(one => (one.identity === identity && identity !== null ? (one.panel_id ?? []) : [])),
  );
  const numbers = panels.flatMap(({ id, order }) => (inside.has(id) && order !== null ? [order + 1] : []));
  return numbers.sort((a, b) => a - b);
}

/** From what a question was made, by its task kind; its marks find their annotations by their boxes. */
export function questionOrigin(question: QuestionRecord, page: PageRecord): QuestionOrigin {
  const marked = charactersOf(question, page);
  const labelled = question.marks.map(({ label }, i) => ({ label, character: marked[i] ?? null }));
  switch (question.task) {
    case "depth_comparison":
      return {
        kind: "depth",
        depths: labelled.map(({ label, character }) => ({ label, depth: character?.depth ?? null })),
        larger: page.depth_larger,
      };
    case "action_recognition":
      return { kind: "action", action: marked[0]?.action ?? null };
    case "character_identification":
      return {
        kind: "identity",
        identities: labelled.map(({ label, character }) => ({ label, identity: character?.identity ?? null })),
      };
    case "character_counting": {
      const identity = marked[0]?.identity ?? null;
      return { kind: "count", identity, panels: panelsOf(identity, page) };
    }
    case "dialog_reordering":
      return balloonsOf(question, page);
    case "panel_reordering":
      return { kind: "order", ...orderOf(page) };
    case "panel_understanding":
      return { kind: "written", model: question.provenance.writer_model };
    default: {
      const never: never = question.task;
      return never;
    }
  }
}
