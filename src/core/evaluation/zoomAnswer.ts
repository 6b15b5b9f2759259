import type { Box } from "../page/box.js";
import { clampBox } from "../page/clampBox.js";
import { cropBy } from "../page/cropBy.js";
import type { CropTool } from "../page/cropTool.js";
import { scaleBox } from "../page/scaleBox.js";
import type { Size } from "../page/size.js";
import { isNotRun } from "../rollout/isNotRun.js";
import type { NotRunRule } from "../rollout/notRunRule.js";
import type { CropRule, RefusalRule } from "../rollout/placedCall.js";
import type { ZoomCall } from "../rollout/zoomCall.js";
import { zoomToolName } from "../launch/zoomToolText.js";
import { boxAsWritten, boxOnPage, conventionSize } from "./boxOnPage.js";
import type { BoxConvention } from "./modelFamily.js";
import type { ShownImage } from "./shownImage.js";

/** The page that the tool crops from, as it was shown. `part` of `shown` is all of it. */
export interface ZoomPage {
  readonly size: Size;
  readonly shown: ShownImage;
  readonly convention: BoxConvention;
  readonly tool: CropTool;
  /** Crops that were shown before, in order: Pillow's loop, of evaluations, zooms in on them too. */
  readonly crops?: readonly ShownImage[];
  /** Whether a box with changed corners is put in order, as Pillow's loop of evaluations does, and not refused. */
  readonly sortsCorners?: boolean;
}

/** What the tool makes of a call. */
export interface ZoomAnswer {
  /** In page pixels, as far over the edge as it was written; null: no box could be told. */
  readonly requested: Box | null;
  /** In page pixels; null: refused. */
  readonly executed: Box | null;
  readonly refusedBy: RefusalRule | null;
  readonly changedBy: readonly CropRule[];
  /** What the model is told beside the crop. */
  readonly text: string;
}

type Asked = Pick<ZoomCall, "tool" | "isZoom" | "requested" | "source" | "problem">;

/** Why a box was refused, for the model: the words of src/trainer/zoom_replies.py. A call that is answered was run. */
const reasons: Readonly<Record<Exclude<RefusalRule, NotRunRule> | "no-reply", string>> = {
  "bad-call": "it names no box of four numbers",
  "unknown-source": "only the page can be zoomed in on",
  inverted: "the box ends before it begins",
  "outside-page": "the box lies outside the page",
  "aspect-ratio": "the box is too long for its width",
  "too-small": "the box is too small",
  "tool-error": "the page could not be read",
  "no-reply": "the page could not be read",
};

const isInPixels = (convention: BoxConvention): boolean => convention === "px_sent" || convention === "px_resized";

/** A tool that counts in pixels of the image that it is given rounds there; every other one in pixels of the page. */
const gridOf = ({ size, shown, convention }: ZoomPage): Size =>
  isInPixels(convention) ? conventionSize(convention, shown) : size;

function refused(requested: Box | null, by: RefusalRule): ZoomAnswer {
  const text = `Error: the call was refused (${by}): ${reasons[isNotRun(by) ? "no-reply" : by]}.`;
  return { requested, executed: null, refusedBy: by, changedBy: [], text };
}

const plain = (text: string): ZoomAnswer => ({
  ...{ requested: null, executed: null, refusedBy: "bad-call", changedBy: [], text },
});

/** As Python's `%g` of a number rounded to three places: no zeros at the end. */
const sides = (box: Box): string => `[${box.map(side => String(Number(side.toFixed(3)))).join(", ")}]`;

/** The executed box in the words of the tool: in the model's own numbers, whole where they count thousandths. */
function told(own: Box, executed: Box, { shown, convention }: ZoomPage): string {
  if (isInPixels(convention)) return sides(own);
  const [a, b, c, d] = boxAsWritten(executed, convention, shown);
  if (convention === "norm1") return sides([a, b, c, d]);
  return sides([Math.round(a), Math.round(b), Math.round(c), Math.round(d)]);
}

/** Why a call is answered with nothing but an error, by what can be told of it without a page. */
function unusable({ tool, isZoom, problem }: Asked, { tool: rule }: ZoomPage): ZoomAnswer | null {
  if (problem !== null && ["not-json", "no-name", "no-arguments"].includes(problem.code))
    return plain(`Error: the call cannot be read (${problem.code}).`);
  if (!isZoom || (rule !== "pillow" && tool !== zoomToolName))
    return plain(`Error: there is no function of this name; there is ${zoomToolName}.`);
  return null;
}

const sorted = ([a, b, c, d]: Box): Box => [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)];

/** A crop of a crop, in whole pixels of the page; the tools of training refuse it. */
function ofCrop(source: number, written: Box, page: ZoomPage): ZoomAnswer {
  const shown = page.tool === "pillow" ? page.crops?.[source - 1] : undefined;
  if (shown === undefined) return refused(null, "unknown-source");
  const requested = boxOnPage(written, page.convention, shown);
  const outcome = cropBy(page.tool, requested, page.size);
  if (outcome.kind === "refused") return refused(requested, outcome.by);
  const executed = clampBox(outcome.box, { width: shown.part[2], height: shown.part[3] });
  if (executed === null) return refused(requested, "outside-page");
  const text = `This is the part ${told(executed, executed, page)} of the page.`;
  return { requested, executed, refusedBy: null, changedBy: outcome.changedBy, text };
}

/**
 * What the tool of training answers to a call on a page (`answer` of src/trainer/zoom_replies.py): the part that it crops,
 * or the rule that refuses it, and the words that go with it.
 */
export function zoomAnswer(call: Asked, page: ZoomPage): ZoomAnswer {
  const answer = unusable(call, page);
  if (answer !== null) return answer;
  if (call.requested === null || call.problem !== null) return refused(null, "bad-call");
  const written = page.sortsCorners === true ? sorted(call.requested) : call.requested;
  if (call.source !== 0) return ofCrop(call.source, written, page);
  const requested = boxOnPage(written, page.convention, page.shown);
  const grid = gridOf(page);
  // Numbers that count in the tool's own pixels stay as they are: there and back they would lose their last bits.
  const outcome = cropBy(page.tool, isInPixels(page.convention) ? written : requested, grid);
  if (outcome.kind === "refused") return refused(requested, outcome.by);
  const executed = scaleBox(outcome.box, grid, page.size);
  const changes = outcome.changedBy.length > 0 ? ` Your box was ${outcome.changedBy.join(" and ")}.` : "";
  const text = `This is the part ${told(outcome.box, executed, page)} of the page.${changes}`;
  return { requested, executed, refusedBy: null, changedBy: outcome.changedBy, text };
}
