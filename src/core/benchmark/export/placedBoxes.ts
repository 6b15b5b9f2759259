import type { WholeBox } from "../wholeBox.js";
import type { ExportedQuestion } from "./exportedQuestion.js";

/** What a row says of places, in pixels of its first image. */
export interface PlacedBoxes {
  readonly width: number;
  readonly height: number;
  /** Null: nobody says. A panel that is shown alone leaves nothing to zoom at. */
  readonly targets: readonly { readonly box: WholeBox; readonly role: string }[] | null;
  readonly expectedZooms: number | null;
}

/** Targets and size as they are true of the images of a row: those of the page only where the page is shown. */
export function placedBoxes({ question, input, images }: ExportedQuestion): PlacedBoxes {
  const { width = question.width, height = question.height } = images[0] ?? {};
  if (input === "panel") return { width, height, targets: null, expectedZooms: null };
  const targets = question.targets?.map(({ box, role }) => ({ box, role })) ?? null;
  return { width, height, targets, expectedZooms: question.expected_zooms };
}
