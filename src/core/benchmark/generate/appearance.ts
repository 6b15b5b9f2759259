import type { BuildOptions } from "../buildOptions.js";
import type { RefusalCode } from "../candidateRefusal.js";
import type { CharacterRecord, PanelRecord } from "../pageRecord.js";
import type { TargetRecord } from "../questionRecord.js";
import type { WholeBox } from "../wholeBox.js";
import { isOnPage, type PageFacts } from "./pageFacts.js";
import type { QuestionCheck } from "./questionCheck.js";

/** A character in its panel, fit to be marked. */
export interface Appearance {
  readonly character: CharacterRecord;
  readonly panel: PanelRecord;
}

const shortSide = ([left, top, right, bottom]: WholeBox) => Math.min(right - left, bottom - top);

/** The character as something to mark, or why it cannot be marked (facts: benchmark 2.2, eligibility). */
export function appearanceOf(
  character: CharacterRecord,
  facts: PageFacts,
  options: BuildOptions,
): Appearance | RefusalCode {
  if (character.is_crowd) return "crowd";
  if (!isOnPage(character.box, facts.page)) return "outside-page";
  const panel = character.panel_id === null ? undefined : facts.panels.get(character.panel_id);
  if (panel === undefined) return facts.panels.size === 0 ? "no-panels" : "no-panel";
  if (shortSide(character.box) < options.minSide) return "too-small";
  return character.inside < options.minInside ? "outside-panel" : { character, panel };
}

/** What to look at in marks of characters on a page of this size, in page pixels. */
export function markChecks(appearances: readonly Appearance[], facts: PageFacts): readonly QuestionCheck[] {
  const { width, height } = facts.page.image;
  const isSmall = appearances.some(({ character }) => shortSide(character.box) < Math.max(width, height) / 50);
  const isAcross = appearances.some(({ character }) => character.inside < 0.95);
  return [...(isSmall ? (["small-mark"] as const) : []), ...(isAcross ? (["across-frames"] as const) : [])];
}

export const panelTarget = ({ id, box }: PanelRecord): TargetRecord => ({
  box,
  role: "panel",
  source_annotation_ids: [id],
});

export const characterTarget = ({ id, box }: CharacterRecord): TargetRecord => ({
  box,
  role: "character",
  source_annotation_ids: [id],
});
